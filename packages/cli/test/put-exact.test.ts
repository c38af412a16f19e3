import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { privateKeyPem } from './running/private-key.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
})
afterAll(() => local.stop())

const pem = privateKeyPem()
const everyByte = Uint8Array.from({ length: 1024 }, (_, index) => index % 256)

const values: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
  ['a private key with the newline that ends its file', Buffer.from(pem), ['--keep-newline']],
  ['a line of 8 KB', Buffer.from('abcdefgh'.repeat(1024)), []],
  ['letters beyond ASCII and beyond 16 bits', Buffer.from('pässwörd-日本-🔑-e\u0301'), []],
  ['a value that ends in newlines', Buffer.from('value\n\n\n'), ['--keep-newline']],
  ['lines that end as on Windows', Buffer.from('a\r\nb\r\n'), ['--keep-newline']],
  ['every byte there is, NUL too', everyByte, ['--kind', 'binary']],
  ['bytes that end in a newline', Buffer.from([0xff, 0, 10]), ['--kind', 'binary']],
]

describe('what is stored is what was given', () => {
  test.each(values)('as a secret: %s', async (name, value, flags) => {
    const [piped, filed] = [`exact/piped-${nameOf(name)}`, `exact/filed-${nameOf(name)}`]
    writeFileSync(join(local.cwd, 'value'), value)
    for (const [secret, args, input] of [
      [piped, [], value],
      [filed, ['--file', 'value'], ''],
    ] as const) {
      const { status, stdout, stderr } = await sallyport(local, ['put', secret, '--local', ...args, ...flags], input)
      expect(status, stderr).toBe(0)
      expect(stdout).toContain('read back and the same')
      const { SecretString, SecretBinary } = await local.secrets.getSecretValue({ SecretId: secret })
      expect(SecretString === undefined).toBe(flags.includes('binary'))
      expect(Buffer.from(SecretBinary ?? SecretString ?? '').equals(value)).toBe(true)
    }
  })
  test.each(values.filter(([, value]) => value.length < 4096))('as a parameter: %s', async (name, value, flags) => {
    const parameter = `/exact/${nameOf(name)}`
    const { status, stderr } = await sallyport(local, ['put', parameter, '--local', ...flags], value)
    expect(status, stderr).toBe(0)
    const { Parameter } = await local.parameters.getParameter({ Name: parameter, WithDecryption: true })
    // Parameter Store holds text alone: of bytes their base64, which the runtime's `binary` reads there
    expect(Buffer.from(Parameter?.Value ?? '', flags.includes('binary') ? 'base64' : 'utf8').equals(value)).toBe(true)
  })
  test('a private key that is pasted', async () => {
    const session = atTerminal(local, ['put', 'exact/pasted', '--local', '--keep-newline'])
    await session.until('hidden; ends with Enter')
    session.type(`\x1b[200~${pem.replaceAll('\n', '\r')}\x1b[201~`)
    session.type('\r')
    expect((await session.ended).status, session.drawn()).toBe(0)
    expect((await local.secrets.getSecretValue({ SecretId: 'exact/pasted' })).SecretString).toBe(pem)
  })
})

test('binary says its size in bytes, and is not asked for at a prompt', async () => {
  const { stdout } = await sallyport(local, ['put', 'exact/size', '--local', '--kind', 'binary', '--json'], everyByte)
  const output = expectPublished('put', stdout)
  expect(output).toMatchObject({ kind: 'binary', bytes: 1024, droppedNewline: false })
  expect(output).not.toHaveProperty('characters')
  const session = atTerminal(local, ['put', 'exact/typed', '--local', '--kind', 'binary'])
  expect((await session.ended).status).toBe(2)
  expect(session.drawn()).toContain('bytes cannot be typed')
})

test('binary may be as long as the place takes, and no longer', async () => {
  for (const [args, length, status] of [
    [['put', 'exact/most', '--kind', 'binary'], 65_536, 0],
    [['put', 'exact/more', '--kind', 'binary'], 65_537, 2],
    [['put', '/exact/most', '--kind', 'binary'], 3072, 0],
    [['put', '/exact/more', '--kind', 'binary'], 3073, 2],
    [['put', 'exact/nothing', '--kind', 'binary'], 0, 2],
  ] as const) {
    const done = await sallyport(local, [...args, '--local'], new Uint8Array(length))
    expect(done.status, done.stderr).toBe(status)
  }
})

test('json is looked at and stored as it was written', async () => {
  const text = '{ "a" : 12345678901234567890 ,\n "b": ["x"] }'
  const { status, stdout } = await sallyport(local, ['put', 'exact/json', '--local', '--kind', 'json'], `${text}\n`)
  expect(status).toBe(0)
  expect(stdout).toContain('fields a and b')
  expect((await local.secrets.getSecretValue({ SecretId: 'exact/json' })).SecretString).toBe(text)
  for (const value of ['{"planted": ', 'planted', '{"planted":1,"planted":2}']) {
    const refused = await sallyport(local, ['put', 'exact/no-json', '--local', '--kind', 'json'], value)
    expect(refused.status).toBe(2)
    expect(refused.stderr).not.toContain('planted')
  }
})

function nameOf(name: string): string {
  return name.replace(/\W+/g, '-')
}
