import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bin, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
  await local.secrets.createSecret({ Name: 'dev/stripe', SecretString: 'planted-first' })
  await local.secrets.putSecretValue({ SecretId: 'dev/stripe', SecretString: 'planted\x1b[2J-second\n\n' })
  await local.secrets.createSecret({ Name: 'dev/json', SecretString: '{"KEY": "planted-key", "n": 12345678901234567890}' })
  await local.secrets.createSecret({ Name: 'dev/no-value' })
  await local.parameters.putParameter({ Name: '/dev/weather/key', Value: 'planted-one', Type: 'SecureString' })
  await local.parameters.putParameter({ Name: '/dev/weather/key', Value: 'planted-two', Type: 'SecureString', Overwrite: true })
})
afterAll(() => local.stop())

const get = (...args: string[]) => sallyport(local, ['get', ...args, '--local'])

/** What a pipe is given, byte for byte. */
async function piped(...args: string[]): Promise<Buffer> {
  const child = spawn(process.execPath, [bin, 'get', ...args, '--local', '--reveal'], {
    cwd: local.cwd,
    env: local.env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return buffer(child.stdout)
}

test('says what a value is without showing it', async () => {
  const { status, stdout, stderr } = await get('dev/stripe')
  expect(status, stderr).toBe(0)
  expect(stdout).toContain('value\thidden, 20 characters in 2 lines\n')
  expect(stdout).toMatch(/version\t[0-9a-f-]{36} AWSCURRENT\nstored\t\d{4}-/)
  expect(stdout + stderr).not.toContain('planted')
  const json = await get('dev/stripe', '--json')
  expect(expectPublished('get', json.stdout)).toMatchObject({ form: 'text', characters: 20, bytes: 20, stages: ['AWSCURRENT'] })
  expect(json.stdout).not.toMatch(/planted|"value/)
})

test('names the fields of a JSON object, not what they hold', async () => {
  const { stdout } = await get('dev/json')
  expect(stdout).toContain('fields\tKEY, n\n')
  expect(stdout).not.toContain('planted')
})

describe('with --reveal', () => {
  test('a pipe gets the bytes and nothing else', async () => {
    expect((await piped('dev/stripe')).toString()).toBe('planted\x1b[2J-second\n\n')
    expect((await piped('/dev/weather/key')).toString()).toBe('planted-two')
    const bytes = randomBytes(500)
    await local.secrets.createSecret({ Name: 'dev/bytes', SecretBinary: bytes })
    expect((await piped('dev/bytes')).equals(bytes)).toBe(true)
    const { stdout } = await get('dev/bytes', '--reveal', '--json')
    expect(expectPublished('get', stdout)).toMatchObject({ form: 'binary', valueBase64: bytes.toString('base64') })
    expect(stdout).not.toContain('"value"')
  })
  test('a parameter that is declared as binary gives its bytes, and not the base64 that holds them', async () => {
    const bytes = randomBytes(300)
    writeFileSync(
      join(local.cwd, 'src/keystore.ts'),
      `import { binary } from 'sallyport'\nexport const keystore = binary({ parameter: '/{stage}/keystore' })\n`,
    )
    const stored = await sallyport(local, ['put', 'keystore', '--local'], bytes)
    expect(stored.status, stored.stderr).toBe(0)
    for (const name of ['keystore', '/dev/keystore']) expect((await piped(name)).equals(bytes)).toBe(true)
    expect(expectPublished('get', (await get('keystore', '--reveal', '--json')).stdout)).toMatchObject({
      form: 'binary',
      bytes: 300,
      valueBase64: bytes.toString('base64'),
    })
    await local.parameters.putParameter({ Name: '/dev/keystore', Value: 'no base64!', Type: 'SecureString', Overwrite: true })
    expect((await piped('keystore')).toString()).toBe('no base64!')
  })
  test('a terminal shows the value and obeys nothing in it', async () => {
    const session = atTerminal(local, ['get', 'dev/stripe', '--local', '--reveal'])
    expect((await session.ended).status).toBe(0)
    expect(session.drawn()).toContain('planted\\x1b[2J-second')
  })
  test('one field is given alone, a number as it is written', async () => {
    expect((await piped('dev/json', '--field', 'KEY')).toString()).toBe('planted-key')
    expect((await piped('dev/json', '--field', 'n')).toString()).toBe('12345678901234567890')
  })
  test('an earlier version is given by its stage, its id or its number', async () => {
    expect((await piped('dev/stripe', '--version-stage', 'AWSPREVIOUS')).toString()).toBe('planted-first')
    const { version } = JSON.parse((await get('dev/stripe', '--version-stage', 'AWSPREVIOUS', '--json')).stdout)
    expect((await piped('dev/stripe', '--version-id', version)).toString()).toBe('planted-first')
    expect((await piped('dev/stripe', '--version-id', version.slice(0, 8))).toString()).toBe('planted-first')
    expect((await piped('/dev/weather/key', '--version-id', '1')).toString()).toBe('planted-one')
  })
  test('the value is asked for by export, by {stage} and by full ARN', async () => {
    const { arn } = JSON.parse((await get('dev/stripe', '--json')).stdout)
    for (const name of ['stripe', '{stage}/stripe', arn]) expect((await piped(name)).toString()).toContain('planted')
    expect((await piped('weather')).toString()).toBe('planted-two')
    expect((await get('weather')).stderr).toContain('weather is parameter /dev/weather/key, declared at src/secrets.ts:4')
  })
})

test('a version that is not there, or not one alone, is told with where to see them', async () => {
  for (const id of ['12345678', '12345678-1234-1234-1234-123456789012', 'x'.repeat(70)]) {
    const { status, stdout, stderr } = await get('dev/stripe', '--version-id', id)
    expect({ status, stdout }, stderr).toEqual({ status: 4, stdout: '' })
    expect(stderr).toContain('run "sallyport history dev/stripe --local"')
    expect(stderr).toContain(
      id.length === 36
        ? `version ${id} of secret dev/stripe does not exist:`
        : `secret dev/stripe does not have one version ${id}: run "sallyport history dev/stripe --local" and give --version-id one that`,
    )
  }
  expect((await get('dev/stripe', '--version-stage', 'AWSPENDING')).stderr).toContain('run "sallyport history dev/stripe --local"')
  expect((await get('/dev/weather/key', '--version-id', '9')).stderr).toContain('run "sallyport history /dev/weather/key --local"')
  expect((await get('dev/none', '--version-id', '12345678')).stderr).toContain('secret dev/none does not exist')
})

test('a terminal has the details under one another', async () => {
  const session = atTerminal(local, ['get', 'dev/json', '--local'])
  expect((await session.ended).status).toBe(0)
  expect(session.drawn()).toMatch(/name {5}dev\/json\r\n/)
  expect(session.drawn()).toMatch(/fields {3}KEY, n\r\n/)
})

test('says what does not exist: a parameter, a value, a version, a field', async () => {
  for (const [args, said] of [
    [['/dev/none'], 'parameter /dev/none does not exist'],
    [['dev/no-value'], 'does not have a value yet'],
    [['dev/stripe', '--version-stage', 'AWSPENDING'], 'version AWSPENDING of secret dev/stripe does not exist'],
    [['/dev/weather/key', '--version-id', '9'], 'version 9 of parameter /dev/weather/key does not exist'],
    [['dev/json', '--field', 'NONE'], 'does not hold a field NONE: give one of KEY, n'],
  ] as const) {
    const { status, stdout, stderr } = await get(...args)
    expect([status, stdout], stderr).toEqual([4, ''])
    expect(stderr).toContain(said)
  }
})

test('wrong use is told: a field of a text, another region’s ARN, the ARN of something else, a family', async () => {
  const other = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:dev/stripe-AbCdEf'
  for (const [args, said] of [
    [['dev/stripe', '--field', 'KEY'], 'does not hold a JSON object: leave --field out'],
    [[other], 'give --region eu-west-1'],
    [['arn:aws:s3:::bucket'], 'is not the ARN of a secret'],
    [['dev/{id}'], '"{stage}" is the only braces'],
  ] as const) {
    const { status, stdout, stderr } = await get(...args)
    expect([status, stdout], stderr).toEqual([2, ''])
    expect(stderr).toContain(said)
    expect(stderr).not.toContain('planted')
  }
})
