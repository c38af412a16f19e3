import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lacks } from '../../../../test/platform.ts'
import { shellLines } from './shell-lines.ts'

test.skipIf(lacks('a POSIX shell'))('gives a POSIX shell the value as it is, quotes and all', () => {
  const value = `a'b"c$d\`e\\f`
  const script = [...shellLines('sh', { PLANTED: value }, ['GONE']), 'printf "%s|%s" "$PLANTED" "$GONE"'].join('\n')
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { GONE: 'still here', PATH: process.env['PATH'] } })).toBe(`${value}|`)
})

test('quotes for fish and for PowerShell by their own rules', () => {
  expect(shellLines('fish', { A: `b'c\\` }, [])).toEqual([`set -gx A 'b\\'c\\\\'`])
  expect(shellLines('powershell', { A: `b'c` }, ['B'])).toEqual(['Remove-Item Env:B -ErrorAction Ignore', `$env:A = 'b''c'`])
})
