import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { terminalOf } from './terminal.ts'

function terminal(isTTY: boolean) {
  const [stdout, stderr] = [0, 1].map(() => Object.assign(new PassThrough(), { isTTY }))
  if (stdout === undefined || stderr === undefined) throw new Error('two were made')
  const io = { stdin: new PassThrough(), stdout, stderr, env: {}, cwd: '/' }
  const written = () => ({ stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') })
  return { ...terminalOf(io, { json: false, quiet: false, noInput: true }), written }
}

const lines = ['-old', '+new', ' same']

test('what goes and what comes has its colour at a terminal', () => {
  const { difference, colors, written } = terminal(true)
  difference(lines, 'answer')
  expect(written()).toEqual({ stdout: `${colors.red('-old')}\n${colors.green('+new')}\n same\n`, stderr: '' })
  expect(colors.red('-old')).not.toBe('-old')
})

test('a difference through a pipe is plain, and talk is no answer', () => {
  const { difference, written } = terminal(false)
  difference(lines, 'talk')
  expect(written()).toEqual({ stdout: '', stderr: '-old\n+new\n same\n' })
})
