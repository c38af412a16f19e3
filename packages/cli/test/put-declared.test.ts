import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
  writeFileSync(
    join(local.cwd, 'src/more.ts'),
    `import { apiKey, binary, json, text } from 'sallyport'
export const billing = apiKey('{stage}/billing', { field: 'STRIPE_KEY' })
export const mail = apiKey('{stage}/billing', { field: 'MAIL_KEY' })
export const settings = json('{stage}/settings', {} as never)
export const keystore = binary('{stage}/keystore')
export const plain = text({ parameter: '/{stage}/plain', type: 'String' })
export const customers = text('{stage}/customers/{id}')
`,
  )
})
afterAll(() => local.stop())

const put = (name: string, input: string | Uint8Array, ...flags: string[]) => sallyport(local, ['put', name, '--local', ...flags], input)
const stored = async (name: string) => (await local.secrets.getSecretValue({ SecretId: name })).SecretString

describe('put knows the declaration', () => {
  test('by the name of the export, and says which name that is', async () => {
    const { status, stdout, stderr } = await put('stripe', 'sk_test_1')
    expect(status, stderr).toBe(0)
    expect(stderr).toContain('stripe is secret dev/stripe, declared as apiKey at src/secrets.ts:2')
    expect(stdout).toContain('stored dev/stripe (created')
    const json = await put('weather', 'w1', '--json')
    expect(expectPublished('put', json.stdout)).toMatchObject({
      name: '/dev/weather/key',
      service: 'ssm',
      kind: 'apiKey',
      type: 'SecureString',
      declaredAt: 'src/secrets.ts:4',
    })
  })
  test('by the place, with its kind: what does not fit is refused', async () => {
    const refused = await put('dev/stripe', 'two\nlines')
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('which no header can carry') })
    expect((await put('prod/stripe', 'two\nlines')).status).toBe(2)
  })
  test('a kind that contradicts it is an error with file and line', async () => {
    for (const name of ['stripe', 'dev/stripe', '{stage}/stripe']) {
      expect(await put(name, 'planted', '--kind', 'text')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('declared as apiKey at src/secrets.ts:2, not as text: leave --kind out'),
      })
    }
    expect(await put('plain', 'planted', '--type', 'SecureString')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('declared as String at src/more.ts:6, not as SecureString'),
    })
    expect(await put('stripe', 'planted', '--parameter')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is declared at src/secrets.ts:2 as secret {stage}/stripe'),
    })
  })
  test('a declared login is asked for by its two parts', async () => {
    const session = atTerminal(local, ['put', 'crm', '--local'])
    await session.until('value of dev/crm: user name')
    session.type('ann\r')
    await session.until('hidden; ends with Enter')
    session.type('secret-word\r')
    expect((await session.ended).status, session.drawn()).toBe(0)
    expect(await stored('dev/crm')).toBe('{"username":"ann","password":"secret-word"}')
    expect(session.drawn()).not.toContain('secret-word')
  })
  test('a declared field is changed alone, by its export; the place alone would be two', async () => {
    expect((await put('billing', 'sk_1')).status).toBe(0)
    expect((await put('mail', 'mk_1')).stdout).toContain('stored field MAIL_KEY of dev/billing (updated')
    expect(await stored('dev/billing')).toBe('{"STRIPE_KEY":"sk_1","MAIL_KEY":"mk_1"}')
    expect(await put('dev/billing', 'planted')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('give --field STRIPE_KEY or MAIL_KEY, or the name of the export'),
    })
    expect((await put('dev/billing', 'sk_2', '--field', 'STRIPE_KEY')).status).toBe(0)
    expect(await stored('dev/billing')).toBe('{"STRIPE_KEY":"sk_2","MAIL_KEY":"mk_1"}')
    expect((await put('dev/billing', '{"STRIPE_KEY":"a","MAIL_KEY":"b"}', '--kind', 'json')).status).toBe(0)
  })
  test('json must be JSON, one field of it a text; binary takes any byte', async () => {
    expect((await put('settings', 'planted')).status).toBe(2)
    expect((await put('settings', '{"a":1}')).status).toBe(0)
    expect((await put('settings', 'text', '--field', 'b')).status).toBe(0)
    expect(await stored('dev/settings')).toBe('{"a":1,"b":"text"}')
    expect((await put('keystore', Uint8Array.of(0, 255, 10))).status).toBe(0)
    const { SecretBinary } = await local.secrets.getSecretValue({ SecretId: 'dev/keystore' })
    expect([...(SecretBinary ?? [])]).toEqual([0, 255, 10])
    expect((await put('dev/keystore', 'text', '--field', 'b')).status).toBe(2)
  })
  test('a family wants a member’s name', async () => {
    expect(await put('customers', 'planted')).toMatchObject({ status: 2, stderr: expect.stringContaining('is a family: give a member') })
    expect((await put('dev/customers/7', 'x', '--json')).stdout).toContain('"declaredAt": "src/more.ts:7"')
  })
  test('a declaration that does not parse is told and keeps nobody from storing', async () => {
    writeFileSync(join(local.cwd, 'src/half.ts'), "import { text } from 'sallyport'\nexport const half = text('{stage}/half'\n")
    const { status, stderr } = await put('dev/other', 'x')
    expect(status, stderr).toBe(0)
    expect(stderr).toContain('src/half.ts')
    expect(stderr).toContain('what it declares is not known')
  })
})

describe('the type of a parameter', () => {
  const typeOf = async (Name: string) => (await local.parameters.getParameter({ Name })).Parameter?.Type
  test('is the declared one, the one asked for, or SecureString, and stays', async () => {
    const { stderr } = await put('plain', 'eu-west-1')
    expect(stderr).toContain('a String parameter is not encrypted')
    expect(await typeOf('/dev/plain')).toBe('String')
    await put('/types/list', 'a,b', '--type', 'StringList')
    await put('/types/list', 'a,c')
    expect(await typeOf('/types/list')).toBe('StringList')
    await put('/types/secure', 'x')
    expect(await typeOf('/types/secure')).toBe('SecureString')
    expect(await put('/types/secure', 'x', '--type', 'String')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is a SecureString and cannot become a String'),
    })
  })
  test('is none of a secret’s, and one of three', async () => {
    expect(await put('types/secret', 'x', '--type', 'String')).toMatchObject({ status: 2, stderr: expect.stringContaining('has no type') })
    expect(await put('/types/none', 'x', '--type', 'Text')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('give SecureString, String, StringList'),
    })
  })
})

test('a full ARN is the secret that has it, and is never made', async () => {
  const { ARN = '' } = await local.secrets.createSecret({ Name: 'arn/json', SecretString: '{"A":"1","B":"2"}' })
  const { status, stdout, stderr } = await put(ARN, 'new', '--field', 'B', '--json')
  expect(status, stderr).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ name: 'arn/json', arn: ARN, field: 'B', change: 'updated' })
  expect(await stored('arn/json')).toBe('{"A":"1","B":"new"}')
  const missing = await put(ARN.replace('arn/json', 'arn/none'), 'x')
  expect(missing).toMatchObject({ status: 4, stderr: expect.stringContaining('secret arn/none does not exist') })
  const parameter = await put('/arn/parameter', 'one', '--json')
  expect((await put(JSON.parse(parameter.stdout).arn, 'two')).status).toBe(0)
  expect((await local.parameters.getParameter({ Name: '/arn/parameter', WithDecryption: true })).Parameter?.Value).toBe('two')
})
