import { expect, test } from 'vitest'
import { nodeFlags } from './node-flags.ts'

test.each([
  ['20.18.3', []],
  ['20.19.0', ['--no-experimental-require-module']],
  ['22.11.0', ['--no-experimental-detect-module']],
  ['22.12.0', ['--no-experimental-require-module', '--no-experimental-detect-module']],
  ['24.4.0', ['--no-experimental-require-module']],
])('Node.js %s is started with the flags of Lambda that it knows', (version, flags) => {
  expect(nodeFlags(128, version)).toEqual([...flags, '--max-semi-space-size=6', '--max-old-space-size=116'])
})
