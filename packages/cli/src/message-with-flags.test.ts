import { expect, test } from 'vitest'
import { putCommand } from './commands/put.ts'
import { globalFlags } from './global-flags.ts'
import { messageWithFlags } from './message-with-flags.ts'

const said = (message: string) => messageWithFlags(message, { ...globalFlags, ...putCommand.flags })

test('an input that a task names is the flag for it', () => {
  expect(said('leave `field` or `keepNewline` out')).toBe('leave --field or --keep-newline out')
  expect(said('say `target: local`, or where by `dataDir`')).toBe('say --local, or where by --data')
})

test('what is no flag of the command stays as it is', () => {
  expect(said('`name` of put, `constructor`, `a`b` and `')).toBe('`name` of put, `constructor`, `a`b` and `')
})
