import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
})
afterAll(() => local.stop())

const put = (name: string, input: string | Uint8Array, ...flags: string[]) => sallyport(local, ['put', name, '--local', ...flags], input)
const stored = async (name: string) => (await local.secrets.getSecretValue({ SecretId: name })).SecretString

test('stores what a pipe gives, byte for byte, and says what it left out', async () => {
  const value = '-----BEGIN KEY-----\r\n  ä\t日本\n\n-----END KEY-----\n'
  const { status, stdout, stderr } = await put('pipe/pem', `${value}\n`)
  expect(status, stderr).toBe(0)
  expect(await stored('pipe/pem')).toBe(value)
  expect(stderr).toContain('newline that ended the value was left out')
  expect(stdout).toMatch(/^stored pipe\/pem \(created, version [0-9a-f-]{36}\): \d+ characters in 4 lines, read back and the same\n$/)
})

test('keeps the last newline when asked to', async () => {
  await put('pipe/kept', 'value\n', '--keep-newline')
  expect(await stored('pipe/kept')).toBe('value\n')
})

test('reads a value from a file', async () => {
  writeFileSync(join(local.cwd, 'key.txt'), 'sk_test_from_file\n')
  expect((await put('file/key', '', '--kind', 'api-key', '--file', 'key.txt')).status).toBe(0)
  expect(await stored('file/key')).toBe('sk_test_from_file')
  expect((await put('file/key', '', '--file', '.')).status).toBe(2)
})

test('stores a new version of a secret that is there', async () => {
  await put('again/key', 'first')
  const { stdout } = await put('again/key', 'second', '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'again/key',
    change: 'updated',
    service: 'secretsmanager',
    characters: 6,
    lines: 1,
    droppedNewline: false,
  })
  expect(await stored('again/key')).toBe('second')
})

test('stores a parameter as a SecureString', async () => {
  const { status, stderr } = await put('/param/key', 'sk_test_parameter', '--parameter', '--kind', 'api-key')
  expect(status, stderr).toBe(0)
  const { Parameter } = await local.parameters.getParameter({ Name: '/param/key', WithDecryption: true })
  expect(Parameter).toMatchObject({ Type: 'SecureString', Value: 'sk_test_parameter', Version: 1 })
  const { stdout } = await put('/param/key', 'sk_test_second', '--parameter', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ change: 'updated', version: '2', arn: Parameter?.ARN })
})

test('fills {stage} in', async () => {
  await put('{stage}/filled', 'value', '--stage', 'dev')
  expect(await stored('dev/filled')).toBe('value')
  await put('{stage}/unsaid', 'value')
  expect(await stored('dev/unsaid')).toBe('value')
  const refused = await put('{stage}/filled', 'value', '--stage', 'no stage')
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('--stage') })
})

describe('one field of a JSON secret', () => {
  test('is changed alone', async () => {
    await put('field/many', '{"A": 12345678901234567890, "KEY": "old",  "B": [1]}')
    const { status, stderr } = await put('field/many', 'new\n', '--field', 'KEY', '--kind', 'api-key')
    expect(status, stderr).toBe(0)
    expect(await stored('field/many')).toBe('{"A": 12345678901234567890, "KEY": "new",  "B": [1]}')
  })
  test('makes the secret when there is none', async () => {
    await put('field/new', 'value', '--field', 'KEY')
    expect(await stored('field/new')).toBe('{"KEY":"value"}')
  })
  test('is refused where the secret is no JSON object', async () => {
    await put('field/none', 'planted-text')
    const { status, stderr } = await put('field/none', 'value', '--field', 'KEY')
    expect(status).toBe(2)
    expect(stderr).not.toContain('planted')
    expect(await stored('field/none')).toBe('planted-text')
  })
})

describe('nothing is stored, and nothing of the value is shown, for', () => {
  test.each<[string, string | Uint8Array, readonly string[]]>([
    ['an empty value', '', []],
    ['a newline alone', '\n', []],
    ['a NUL character', 'planted\0value', []],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0xfd), []],
    ['an API key of two lines', 'planted\nvalue', ['--kind', 'api-key']],
    ['a login that is none', '{"username":"planted"}', ['--kind', 'login']],
    ['more than Secrets Manager takes', 'planted'.repeat(10_000), []],
    ['a kind that is not known', 'planted', ['--kind', 'planted-kind']],
  ])('%s', async (_name, value, flags) => {
    const { status, stdout, stderr } = await put('refused/value', value, ...flags)
    expect(status, stderr).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).not.toContain('planted')
    await expect(stored('refused/value')).rejects.toThrow(/can't find/)
  })
  test('a parameter of more than 4,096 bytes, with what helps', async () => {
    const helps = 'give it a name that neither begins with "/" nor is declared as a parameter, as a secret takes 65,536'
    for (const [name, flags, advice] of [
      ['/refused/parameter', [], helps],
      ['/refused/parameter', ['--parameter'], helps],
      ['refused/parameter', ['--parameter'], 'leave --parameter out, as a secret takes 65,536'],
    ] as const) {
      const { status, stderr } = await put(name, 'x'.repeat(4097), ...flags)
      expect(status).toBe(2)
      expect(stderr).toContain(`may not be over 4,096 bytes: ${advice}`)
    }
  })
})

test('a value among the arguments is refused without being repeated', async () => {
  for (const args of [
    ['put', 'argument/key', 'sk_live_planted'],
    ['put', 'argument/key', '--value=sk_live_planted'],
    ['put', 'argument/key', '-psk_live_planted'],
  ]) {
    const { status, stdout, stderr } = await sallyport(local, [...args, '--local'])
    expect(status).toBe(2)
    expect(stdout + stderr).not.toContain('planted')
  }
  const { stderr } = await sallyport(local, ['put', 'argument/key', 'sk_live_planted', '--local'])
  expect(stderr).toContain('a value is never an argument')
})

test('a secret that waits for its deletion is told of, with the way back', async () => {
  await put('deleted/key', 'value')
  await local.secrets.deleteSecret({ SecretId: 'deleted/key' })
  const { status, stderr } = await put('deleted/key', 'another')
  expect(status).toBe(1)
  expect(stderr).toContain('sallyport restore deleted/key --local')
})
