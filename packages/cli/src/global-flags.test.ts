import { expect, test } from 'vitest'
import { globalsOf } from './global-flags.ts'

test('a flag that takes nothing is a no when it was not given, and a command’s own flags are left out', () => {
  expect(globalsOf({ stage: 'dev', json: true, prefix: 'prod/' })).toEqual({
    stage: 'dev',
    json: true,
    local: false,
    quiet: false,
    noInput: false,
  })
})

test('a flag is taken for nothing but what it is', () => {
  expect(() => globalsOf({ local: 'yes' })).toThrow()
  expect(() => globalsOf({ stage: true })).toThrow()
})
