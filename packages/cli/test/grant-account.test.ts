import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'
import { asProfile } from './running/restricted.ts'
import { writeTemplateProject } from './running/template-project.ts'

let local: Running
let iam: IAM
beforeAll(async () => {
  local = await runningLocal()
  writeTemplateProject(local.cwd)
  iam = new IAM(local)
})
afterAll(() => local.stop())

const grant = (...args: string[]) => sallyport(local, ['grant', ...args, '--local', '--stage', 'dev'])
const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement })
const trust = document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' })
const allow = (resource: string, Sid?: string) => ({
  ...(Sid && { Sid }),
  Effect: 'Allow',
  Action: 'secretsmanager:GetSecretValue',
  Resource: resource,
})
const newRole = (RoleName: string) => iam.createRole({ RoleName, AssumeRolePolicyDocument: trust })
const policyOn = async (RoleName: string) =>
  JSON.parse(decodeURIComponent((await iam.getRolePolicy({ RoleName, PolicyName: 'sallyport' })).PolicyDocument ?? ''))

test('compares with an existing role, tells what it has beside it, and changes nothing before --apply', async () => {
  await newRole('existing')
  await iam.putRolePolicy({ RoleName: 'existing', PolicyName: 'by-hand', PolicyDocument: document(allow('*')) })
  const { Policy } = await iam.createPolicy({ PolicyName: 'of-the-team', PolicyDocument: document(allow('*')) })
  await iam.attachRolePolicy({ RoleName: 'existing', PolicyArn: Policy?.Arn ?? '' })

  const checked = await grant('Checkout', '--check', '--role', 'existing')
  expect(checked.status, checked.stderr).toBe(1)
  expect(checked.stderr).toMatch(/^\+.*dev\/stripe-\?{6}/m)
  expect(checked.stderr).toContain('the role has also by-hand (inline), which is not touched')
  expect(checked.stderr).toContain(`the role has also ${Policy?.Arn} (managed), which is not touched`)
  await expect(policyOn('existing')).rejects.toThrow()

  expect((await grant('Checkout', '--apply', '--role', 'existing')).stderr).toContain('role existing has it now')
  const again = await grant('Checkout', '--check', '--role', 'existing', '--json')
  expect([again.status, expectPublished('grant', again.stdout)]).toMatchObject([0, { applied: 'unchanged', difference: [] }])
  expect((await iam.listRolePolicies({ RoleName: 'existing' })).PolicyNames).toEqual(['by-hand', 'sallyport'])
  expect((await iam.listAttachedRolePolicies({ RoleName: 'existing' })).AttachedPolicies).toHaveLength(1)
})

test('takes nothing away that the same code may read by a name that is not known', async () => {
  await newRole('reporting')
  const old = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/old-AbCdEf'
  const bucket = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
  await iam.putRolePolicy({ RoleName: 'reporting', PolicyName: 'sallyport', PolicyDocument: document(allow(old), bucket) })
  const { status, stderr } = await grant('Report', '--apply', '--role', 'reporting')
  expect(status, stderr).toBe(0)
  expect(stderr).toContain('1 statements of its policy sallyport stay')
  expect(stderr).toMatch(/src\/report\.ts:5 reads something by Powertools, which is not granted/)
  const own = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/fixed-??????'
  expect(await policyOn('reporting')).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Sid: 'GetSecretValue', Action: ['secretsmanager:GetSecretValue'], Resource: [old] },
      {
        Effect: 'Allow',
        Sid: 'ReadParameters',
        Action: ['ssm:GetParameters'],
        Resource: ['arn:aws:ssm:us-east-1:123456789012:parameter/shop/limit'],
      },
      { Effect: 'Allow', Sid: 'ReadSecrets', Action: ['secretsmanager:GetSecretValue'], Resource: [own] },
    ],
  })
  expect((await grant('Report', '--apply', '--role', 'reporting')).stderr).toContain('had it already')
})

test("gives the three texts for another account's secret, each for whom it is", async () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:999988887777:secret:partner/key-AbCdEf'
  writeFileSync(
    join(local.cwd, 'src/partner.ts'),
    `import { text } from 'sallyport'\nconst partner = text('${arn}')\nexport const handler = async () => partner.get()\n`,
  )
  const role = await newRole('partner-role')
  const { status, stdout, stderr } = await grant('src/partner.ts', '--json')
  expect(status, stderr).toBe(0)
  const { otherAccounts } = expectPublished('grant', stdout) as {
    otherAccounts: { parts: { policyOf: string; text: object }[]; notes: string[] }[]
  }
  const [texts] = otherAccounts
  expect(texts?.parts.map(({ policyOf }) => policyOf)).toEqual(['role', 'secret', 'key'])
  expect(texts?.notes.join('\n')).toContain('KEY-ID-OF-THE-OWNER')
  const [identity, resource, key] = texts?.parts.map(({ text }) => JSON.stringify(text)) ?? []
  expect(identity).toContain(`"Resource":["${arn}"]`)
  for (const ofOwner of [resource, key]) expect(ofOwner).toContain(`"Principal":{"AWS":["${role.Role?.Arn}"]}`)
  expect(resource).toContain('"Action":["secretsmanager:GetSecretValue"]')
  expect(key).toContain('"Action":["kms:Decrypt"]')

  const shown = await grant('src/partner.ts')
  expect(JSON.parse(shown.stdout)).toMatchObject({ Version: '2012-10-17' })
  for (const line of [
    '1. for role partner-role of account 123456789012: this policy',
    '2. for account 999988887777, which owns the secret: this policy',
    "3. for account 999988887777, for the policy of the secret's key: add this statement",
  ])
    expect(shown.stderr).toContain(line)
})

test('who may not read the role is denied; who may only not list its policies is told so', async () => {
  await newRole('guarded')
  const words = ['grant', 'Checkout', '--check', '--role', 'guarded', '--stage', 'dev']
  const denied = await sallyport(await asProfile(local, []), words)
  expect([denied.status, denied.stdout]).toEqual([3, ''])
  expect(denied.stderr).toContain('iam:GetRole')
  const reading = await sallyport(await asProfile(local, ['iam:GetRole', 'iam:GetRolePolicy']), words)
  expect(reading.status, reading.stderr).toBe(1)
  expect(reading.stderr).toContain('what role guarded has beside it may not be listed by the caller')
})

test('a role that is not there is not found', async () => {
  const { status, stdout, stderr } = await grant('Checkout', '--check', '--role', 'nowhere')
  expect([status, stdout]).toEqual([4, ''])
  expect(stderr).toContain('role nowhere of function shop-checkout does not exist')
})

test('at a terminal, a production stage is changed only when it is named', async () => {
  await newRole('live')
  const place = await asProfile(local)
  const session = atTerminal(place, ['grant', 'src/checkout.ts', '--apply', '--role', 'live', '--stage', 'prod'])
  await session.until('Type prod to go on')
  session.type('prod\r')
  expect((await session.ended).status, session.drawn()).toBe(0)
  const { Account } = await new STS(local).getCallerIdentity({})
  expect(JSON.stringify(await policyOn('live'))).toContain(`:${Account}:secret:prod/stripe-??????`)
})

test('what a role may decrypt for another account’s secret stays, since its owner alone says the key', async () => {
  const [foreign, key] = [
    'arn:aws:secretsmanager:us-east-1:444455556666:secret:partner-AbCdEf',
    'arn:aws:kms:us-east-1:444455556666:key/1234abcd',
  ]
  writeFileSync(
    join(local.cwd, 'src/partner.ts'),
    `import { text } from 'sallyport'\nconst partner = text('${foreign}')\nexport const handler = async () => (await partner.get()).reveal().length\n`,
  )
  await newRole('partner')
  const decrypt = { Sid: 'Key', Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [key] }
  await iam.putRolePolicy({ RoleName: 'partner', PolicyName: 'sallyport', PolicyDocument: document(decrypt) })
  const { status, stderr } = await grant('src/partner.ts', '--apply', '--role', 'partner')
  expect(status, stderr).toBe(0)
  expect(stderr).toContain(`the key of ${foreign} is not known (it is another account's, whose owner says it)`)
  const { Statement } = await policyOn('partner')
  expect(Statement.map(({ Action, Resource }: { Action: string[]; Resource: string[] }) => [Action[0], Resource[0]])).toEqual([
    ['kms:Decrypt', key],
    ['secretsmanager:GetSecretValue', foreign],
  ])
})
