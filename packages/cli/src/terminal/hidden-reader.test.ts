import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { hiddenValue } from './hidden-reader.ts'

function terminal() {
  const raw: boolean[] = []
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raw.push(on) })
  const stderr = new PassThrough()
  const killed: NodeJS.Signals[] = []
  const owner = Object.assign(new EventEmitter(), { pid: 1, kill: (_pid: number, signal: NodeJS.Signals) => killed.push(signal) > 0 })
  // the members that the reader uses are all there
  const process = owner as unknown as NodeJS.Process
  return {
    stdin,
    stderr,
    raw,
    killed,
    owner,
    read: (options = {}) =>
      hiddenValue('value: ', { stdin, stdout: new PassThrough(), stderr, env: {}, cwd: '/' }, { process, ...options }),
  }
}

test('takes an Enter for the end only when nothing follows it', async () => {
  const { stdin, read } = terminal()
  const value = read({ quietMs: 500 })
  for (const [index, line] of ['one\r', 'two\r', 'three\r'].entries()) setTimeout(() => stdin.write(line), index * 10)
  expect(Buffer.from((await value) ?? []).toString()).toBe('one\ntwo\nthree')
})

test('waits longer inside a PEM text, whose lines a slow connection brings one by one', async () => {
  const { stdin, read } = terminal()
  const value = read({ quietMs: 1, unfinishedMs: 60_000 })
  stdin.write('-----BEGIN KEY-----\r')
  setTimeout(() => stdin.write('QUJD\r'), 20)
  setTimeout(() => stdin.write('-----END KEY-----\r'), 40)
  expect(Buffer.from((await value) ?? []).toString()).toBe('-----BEGIN KEY-----\nQUJD\n-----END KEY-----')
})

test('draws the prompt and nothing of the value', async () => {
  const { stdin, stderr, raw, read } = terminal()
  const value = read({ quietMs: 1 })
  stdin.write('sk_planted\r')
  await value
  stderr.end()
  expect((await buffer(stderr)).toString()).toBe('value: \x1b[?2004h\x1b[?2004l\n')
  expect(raw).toEqual([true, false])
})

test('restores the terminal before a signal ends the process, and leaves nobody listening', async () => {
  const { stdin, raw, killed, owner, read } = terminal()
  const value = read()
  stdin.write('half')
  await new Promise((resolve) => setImmediate(resolve))
  owner.emit('SIGTERM', 'SIGTERM')
  expect(raw).toEqual([true, false])
  expect(killed).toEqual(['SIGTERM'])
  expect(owner.eventNames()).toEqual([])
  expect(stdin.listenerCount('data')).toBe(0)
  await expect(Promise.race([value, Promise.resolve('still waiting')])).resolves.toBe('still waiting')
})

test('gives nothing when the terminal goes away', async () => {
  const { stdin, read } = terminal()
  const value = read()
  stdin.end('half')
  expect(await value).toBeUndefined()
})
