import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { privateKeyPem } from './running/private-key.ts'
import { atTerminal } from './running/pseudo-terminal.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
})
afterAll(() => local.stop())

const pem = privateKeyPem().trimEnd()
const longLine = 'abcdefgh'.repeat(1024)
const asTyped = (text: string) => text.replaceAll('\n', '\r') // what a terminal sends for a newline

async function putAtPrompt(name: string, typed: readonly string[], flags: readonly string[] = []) {
  const session = atTerminal(local, ['put', name, '--local', ...flags])
  await session.until('hidden; ends with Enter')
  for (const text of typed) session.type(text)
  const { status } = await session.ended
  return { status, drawn: session.drawn() }
}

const stored = async (name: string) => (await local.secrets.getSecretValue({ SecretId: name })).SecretString

function expectNothingShown(drawn: string, value: string): void {
  for (const line of value.split('\n').filter((each) => each.length > 5)) expect(drawn).not.toContain(line)
  expect(drawn).not.toContain('*')
}

describe('what arrives whole at the hidden prompt, and is not shown', () => {
  test.each<[string, string, readonly string[]]>([
    ['a private key, pasted by a terminal that marks pastes', pem, [`\x1b[200~${asTyped(pem)}\x1b[201~`, '\r']],
    ['the same with the newline that ends its file', pem, [`\x1b[200~${asTyped(`${pem}\n`)}\x1b[201~`, '\r']],
    ['a private key, pasted by a terminal that does not', pem, [asTyped(`${pem}\n`)]],
    ['a line of 8 KB', longLine, [`${longLine}\r`]],
    ['letters of every language', 'pässwörd-日本-🔑', ['pässwörd-日本-🔑\r']],
    ['what is left after mistakes', 'right-value', ['wrong-valuo\x15right-vä\x7falue\r']],
  ])('%s', async (name, value, typed) => {
    const secret = `prompt/${name.replace(/\W+/g, '-')}`
    const { status, drawn } = await putAtPrompt(secret, typed)
    expect(status, drawn).toBe(0)
    expect(await stored(secret)).toBe(value)
    expectNothingShown(drawn, value)
  })
})

test('says how much arrived', async () => {
  const { drawn } = await putAtPrompt('prompt/counted', [`\x1b[200~${asTyped(pem)}\x1b[201~`, '\r'])
  expect(drawn).toContain(`${pem.length} characters in ${pem.split('\n').length} lines`)
})

test('Ctrl-C changes nothing and leaves the terminal as it was', async () => {
  const { status, drawn } = await putAtPrompt('prompt/cancelled', ['half-a-value', '\x03'])
  expect(status).toBe(130)
  expect(drawn).toContain('nothing was changed')
  expect(drawn).not.toContain('half-a-value')
  expect(drawn.lastIndexOf('\x1b[?2004l')).toBeGreaterThan(drawn.lastIndexOf('\x1b[?2004h'))
  await expect(stored('prompt/cancelled')).rejects.toThrow(/can't find/)
})

test('a key that edits is refused, since nobody would see what it did', async () => {
  const { status, drawn } = await putAtPrompt('prompt/arrow', ['half-a-value\x1b[D'])
  expect(status).toBe(2)
  expect(drawn).toContain('an arrow or a control key was typed')
  await expect(stored('prompt/arrow')).rejects.toThrow(/can't find/)
})

test('what is typed for --from-stdin would be shown, so it is refused at a terminal', async () => {
  const session = atTerminal(local, ['put', 'prompt/shown', '--local', '--from-stdin'])
  expect((await session.ended).status).toBe(2)
  expect(session.drawn()).toContain('would be shown')
})

test('an empty answer is refused', async () => {
  const { status, drawn } = await putAtPrompt('prompt/empty', ['\r'])
  expect(status).toBe(2)
  expect(drawn).toContain('the value is empty')
})

test.skipIf(lacks('signals'))('a signal that ends the command leaves the terminal as it was', async () => {
  const session = atTerminal(local, ['put', 'prompt/killed', '--local'])
  await session.until('hidden; ends with Enter')
  process.kill(session.pid, 'SIGTERM')
  expect((await session.ended).signal).toBe(15)
  expect(session.drawn()).toContain('\x1b[?2004l')
})

test('a login is asked for by its two parts, the password hidden', async () => {
  const session = atTerminal(local, ['put', 'prompt/login', '--local', '--kind', 'login'])
  await session.until('user name')
  session.type('ann\r')
  await session.until('hidden; ends with Enter')
  session.type('pa"ss\\word\r')
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(await stored('prompt/login')).toBe('{"username":"ann","password":"pa\\"ss\\\\word"}')
  expect(session.drawn()).not.toContain('word\r')
  const lines = session
    .drawn()
    .split(/\r*\n/)
    .map((line) => stripVTControlCharacters(line))
  expect(lines).toContain('value of prompt/login: user name: ann')
  expect(lines).toContain('value of prompt/login: password (hidden; ends with Enter): ')
})

test('Ctrl-C at the user name changes nothing', async () => {
  const session = atTerminal(local, ['put', 'prompt/no-login', '--local', '--kind', 'login'])
  await session.until('user name')
  session.type('an\x03')
  expect((await session.ended).status, session.drawn()).toBe(130)
  expect(session.drawn()).toContain('nothing was changed')
  await expect(stored('prompt/no-login')).rejects.toThrow(/can't find/)
})

test('nobody is asked with --no-input or in CI, and the refusal names the flags', async () => {
  for (const [env, flags] of [
    [{ CI: 'true' }, []],
    [{}, ['--no-input']],
  ] as const) {
    const session = atTerminal({ ...local, env: { ...local.env, ...env } }, ['put', 'prompt/none', '--local', ...flags])
    expect((await session.ended).status).toBe(2)
    expect(session.drawn()).toContain('--from-stdin')
  }
})
