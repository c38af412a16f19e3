import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
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

test('a function that only its entry file names is asked for by that file', async () => {
  writeFileSync(join(local.cwd, 'src/both.ts'), 'export const handler = async () => 1\n')
  const named = await grant('both')
  expect(named.status).toBe(4)
  expect(named.stderr).toContain('give its entry file, as in sallyport grant src/both.ts, or name it in sallyport.config.ts')
  expect((await grant('src/both.ts')).status).toBe(0)

  const bare = emptyPlace()
  onTestFinished(() => bare.remove())
  const { status, stderr } = await sallyport(bare, ['grant', 'both', '--local', '--data', join(local.cwd, '.sallyport')])
  expect(status).toBe(4)
  expect(stderr).toContain('give its entry file, as in sallyport grant src/both.ts, or name it in sallyport.config.ts')
})
