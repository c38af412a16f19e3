import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'

let local: Running
let iam: IAM
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
  iam = new IAM(local)
})
afterAll(() => local.stop())

const grant = (...args: string[]) => sallyport(local, ['grant', ...args, '--local', '--stage', 'dev'])
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
})

test('prints exactly what the function reads, as a policy, and the command that puts it on its role', async () => {
  const { status, stdout, stderr } = await grant('weather')
  expect(status, stderr).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: expect.any(String), Effect: 'Allow', Action: expect.anything(), Resource: expect.anything() },
      { Sid: expect.any(String), Effect: 'Allow', Action: expect.anything(), Resource: expect.anything() },
    ],
  })
  expect(stdout).toContain(':secret:dev/crm-??????"')
  expect(stdout).toContain(':parameter/dev/weather/key"')
  expect(stdout).not.toContain('stripe')
  expect(stderr).toContain('aws iam put-role-policy --role-name weather-reader --policy-name sallyport --policy-document')
  expect(stderr).toContain('dev/crm (login, declared at src/secrets.ts:3)')
})

test('puts it on the role after the difference was shown, and only when it differs', async () => {
  expect((await grant('checkout', '--apply')).status).toBe(4)
  await iam.createRole({ RoleName: 'checkout-role', AssumeRolePolicyDocument: trust })
  const first = await grant('checkout', '--apply')
  expect(first.status, first.stderr).toBe(0)
  expect(first.stderr).toMatch(/^\+.*dev\/stripe-\?{6}/m)
  const { PolicyDocument = '' } = await iam.getRolePolicy({ RoleName: 'checkout-role', PolicyName: 'sallyport' })
  expect(JSON.parse(decodeURIComponent(PolicyDocument))).toEqual(JSON.parse(first.stdout))
  expect(JSON.parse((await grant('checkout', '--apply', '--json')).stdout)).toMatchObject({ applied: 'unchanged', role: 'checkout-role' })

  const wider = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' }] }
  await iam.putRolePolicy({ RoleName: 'checkout-role', PolicyName: 'sallyport', PolicyDocument: JSON.stringify(wider) })
  const narrowed = await grant('checkout', '--apply')
  expect(narrowed.stderr).toMatch(/^-.*secretsmanager:\*/m)
  expect((await grant('checkout', '--apply', '--json')).stdout).toContain('unchanged')
})

test('writes nothing for a function whose reach is not known, or that does not build', async () => {
  const open = await grant('open')
  expect([open.status, open.stdout]).toEqual([1, ''])
  expect(open.stderr).toContain('src/open.ts:2')
  const broken = await grant('broken')
  expect([broken.status, broken.stdout]).toEqual([1, ''])
  expect(broken.stderr).toMatch(/src\/broken.ts:1 does not build: .*missing.ts.*: correct it/)
  expect(broken.stderr).not.toMatch(/granted|reaches/)
})

test('a function that reads nothing is granted nothing', async () => {
  writeFileSync(join(local.cwd, 'src/nothing.ts'), 'export const handler = async () => 1\n')
  const printed = await grant('src/nothing.ts')
  expect([printed.status, printed.stdout]).toEqual([0, ''])
  expect(printed.stderr).toMatch(/nothing reads no secret: there is nothing to grant\n$/)

  await iam.createRole({ RoleName: 'nothing-role', AssumeRolePolicyDocument: trust })
  const bare = await grant('src/nothing.ts', '--check')
  expect([bare.status, bare.stdout]).toEqual([0, ''])
  expect(bare.stderr).toMatch(/nothing reads no secret: there is nothing to grant\n$/)

  const old = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }] }
  await iam.putRolePolicy({ RoleName: 'nothing-role', PolicyName: 'sallyport', PolicyDocument: JSON.stringify(old) })
  const held = await grant('src/nothing.ts', '--check')
  expect([held.status, held.stdout]).toEqual([1, ''])
  expect(held.stderr).toMatch(/^-.*secretsmanager:GetSecretValue/m)
  expect(held.stderr).toContain(
    'to take the policy sallyport from role nothing-role, run\naws iam delete-role-policy --role-name nothing-role --policy-name sallyport\n',
  )
  expect(held.stderr).not.toContain('put-role-policy')
})

describe('a function that only its entry file names', () => {
  const write = (path: string, text = 'export const handler = async () => 1\n') => {
    mkdirSync(dirname(join(local.cwd, path)), { recursive: true })
    writeFileSync(join(local.cwd, path), text)
  }

  test('is known by the name that it has on loopback, as the refusal of a read tells it', async () => {
    write(
      'services/late/handler.ts',
      `import { text } from 'sallyport'
const late = text('dev/late')
export const handler = async () => (await late.get()).reveal().length
`,
    )
    const refused = await sallyport(local, ['invoke', 'services/late/handler.ts', '--local', '--no-grant'])
    const [, hint = ''] = /run \\"sallyport ([^"\\]+)\\"/.exec(refused.stdout) ?? []
    expect(hint).toBe('grant late')
    await local.secrets.createSecret({ Name: 'dev/late', SecretString: 'x' })
    const granted = await sallyport(local, [...hint.split(' '), '--local', '--stage', 'dev', '--apply'])
    expect(granted.status, granted.stderr).toBe(0)
    expect((await sallyport(local, ['invoke', 'late', '--local', '--no-grant'])).stdout).toBe('1\n')
    // who leaves --local out is told
    expect((await sallyport(local, hint.split(' '))).stderr).toContain('AWS on loopback runs here: add --local')
  })

  test('is known by that name in a folder without package.json, template and configuration too', async () => {
    const bare = emptyPlace()
    onTestFinished(() => bare.remove())
    mkdirSync(join(bare.cwd, 'lib/deep'), { recursive: true })
    symlinkSync(join(local.cwd, 'node_modules'), join(bare.cwd, 'node_modules'), 'junction')
    const source = `import { text } from 'sallyport'\nconst only = text('dev/only')\nexport const handler = async () => (await only.get()).reveal()\n`
    writeFileSync(join(bare.cwd, 'lib/deep/alone.mjs'), source)
    const { status, stdout, stderr } = await sallyport(bare, ['grant', 'alone', '--local', '--data', join(local.cwd, '.sallyport')])
    expect(status, stderr).toBe(0)
    expect(stdout).toContain(':secret:dev/only-??????')
  })

  test('is asked for by its file where several have the name, and where none has', async () => {
    write('one/twice.ts')
    write('other/twice.ts')
    write('other/built/twice.js', 'const x = 1\n') // no entry
    const several = await grant('twice')
    expect(several.status).toBe(4)
    expect(several.stderr).toContain('function twice may be one/twice.ts or other/twice.ts: give its entry file')
    const { status, stderr } = await grant('nowhere')
    expect([status, stderr]).toEqual([4, expect.stringContaining('function "nowhere" is not in the configuration')])

    const bare = emptyPlace()
    onTestFinished(() => bare.remove())
    const alone = await sallyport(bare, ['grant', 'both', '--local', '--data', join(local.cwd, '.sallyport')])
    expect(alone.status).toBe(4)
    expect(alone.stderr).toContain('give its entry file, as in sallyport grant src/both.ts, or name it in sallyport.config.ts')
  })
})
