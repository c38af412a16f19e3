import { expect, test } from 'vitest'
import { type GuardedConsole, guardConsole, logsJson } from './guarded-console.ts'

const mask = (text: string) => text.replaceAll('secret-value', '[redacted]')

function consoleOf() {
  const shown: unknown[][] = []
  const show = (...logged: unknown[]) => void shown.push(logged)
  const console: GuardedConsole = { log: show, error: show }
  return { console, shown, show }
}

test('what holds no value reaches the console as it was logged, and an empty line is one', () => {
  const { console, shown } = consoleOf()
  guardConsole(console, mask, false)
  const things = [{ a: 1 }, [1], new Error('fine')]
  console.log?.('%s', ...things)
  console.log?.()
  expect(shown).toEqual([['%s', ...things], []])
  expect(shown[0]?.[1]).toBe(things[0])
})

test('what holds one reaches it as one text', () => {
  const { console, shown } = consoleOf()
  guardConsole(console, mask, false)
  console.error?.('100% of %s', { a: 'secret-value' }, 'and 5 %')
  console.log?.('secret-value %s')
  expect(shown).toEqual([["100% of { a: '[redacted]' } and 5 %"], ['[redacted] %s']])
})

test('once ended the console has its own methods again, and where another has put its own it has those', () => {
  const { console, shown, show } = consoleOf()
  const end = guardConsole(console, mask, false)
  const guarded = console.error
  const others = (...logged: unknown[]) => guarded?.(...logged)
  console.error = others
  end()
  expect([console.log, console.error]).toEqual([show, others])
  console.error('secret-value')
  expect(shown).toEqual([['secret-value']])
  expect(Object.keys(console)).toEqual(['log', 'error'])
})

test('the log is JSON where Lambda’s log format says so, and always on Managed Instances', () => {
  expect(
    [{ AWS_LAMBDA_LOG_FORMAT: 'json' }, { AWS_LAMBDA_MAX_CONCURRENCY: '10' }, { AWS_LAMBDA_LOG_FORMAT: 'Text' }, {}].map(logsJson),
  ).toEqual([true, true, false, false])
})
