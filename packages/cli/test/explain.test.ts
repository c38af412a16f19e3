import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, type Place, sallyport } from './running/command.ts'
import { runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

const denied = (role: string) =>
  `User: arn:aws:sts::111122223333:assumed-role/${role}/session is not authorized to perform: secretsmanager:GetSecretValue on resource: prod/stripe because no identity-based policy allows the secretsmanager:GetSecretValue action`

let place: Place
beforeAll(() => {
  place = emptyPlace()
  mkdirSync(join(place.cwd, 'src'))
  writeFileSync(join(place.cwd, 'src/checkout.ts'), 'export const handler = async () => 1\n')
  writeFileSync(
    join(place.cwd, 'sallyport.config.mjs'),
    `export default { functions: { checkout: { entry: 'src/checkout.ts', role: 'shop-role' } } }\n`,
  )
})
afterAll(() => place.remove())

test('names the statement, the function and the command that grants, without an account', async () => {
  const { status, stdout, stderr } = await sallyport({ ...place, env: { ...place.env, AWS_REGION: 'eu-west-1' } }, [
    'explain',
    denied('shop-role'),
  ])
  expect(status, stderr).toBe(0)
  expect(stdout).toContain('role shop-role may not secretsmanager:GetSecretValue on prod/stripe')
  expect(stdout).toContain('sallyport grant checkout --apply')
  expect(stdout).toContain('arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-??????')
  expect(stderr).toBe('')
})

test('takes the message without quotes, or from a pipe', async () => {
  for (const [args, input] of [
    [denied('other-role').split(' '), ''],
    [[], `${denied('other-role')}\n`],
  ] as const) {
    const { status, stdout } = await sallyport(place, ['explain', '--json', ...args], input)
    expect(status).toBe(0)
    const output = expectPublished('explain', stdout)
    expect(output).toMatchObject({ role: 'other-role', denied: false, statement: { Action: 'secretsmanager:GetSecretValue' } })
    expect(output).not.toHaveProperty('function')
  }
})

test('takes a message of several lines at its prompt, whole', async () => {
  const session = atTerminal(place, ['explain'])
  await session.until('hidden; ends with Enter')
  session.type(`${denied('shop-role').replaceAll(' is ', '\ris ').replaceAll(' because ', '\rbecause ')}\r`)
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(session.drawn()).toContain('sallyport grant checkout --apply')
})

test('explains without its project when that is broken, and says so', async () => {
  const broken = emptyPlace()
  writeFileSync(join(broken.cwd, 'sallyport.config.mjs'), 'export default { function: {} }\n')
  const { status, stdout, stderr } = await sallyport(broken, ['explain', denied('shop-role')])
  broken.remove()
  expect(status).toBe(0)
  expect(stdout).toContain('put-role-policy')
  expect(stderr).toContain('the project is not looked at')
})

test('takes a message that a terminal has broken inside words', async () => {
  const { status, stdout, stderr } = await sallyport(place, ['explain'], denied('shop-role').replace(/.{40}/g, '$&\n'))
  expect(status, stderr).toBe(0)
  expect(stdout).toContain('role shop-role may not secretsmanager:GetSecretValue on prod/stripe')
})

test('of a key that AWS does not name it says how to find it, and never allows every key', async () => {
  const start =
    'User: arn:aws:sts::111122223333:assumed-role/shop-role/f is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext'
  for (const reason of [
    'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    'because no identity-based policy allows the kms:Decrypt action',
    'because no permissions boundary allows the kms:Decrypt action',
  ]) {
    const { status, stdout, stderr } = await sallyport(place, ['explain', '--json', `${start} ${reason}`])
    expect(status, stderr).toBe(0)
    const output = expectPublished('explain', stdout)
    expect(output).toMatchObject({
      role: 'shop-role',
      function: 'checkout',
      statement: {
        Resource: expect.stringMatching(/^arn:aws:kms:.*:key\/KEY$/),
        Condition: { StringEquals: { 'kms:ViaService': expect.anything() } },
      },
    })
    expect(stdout).toContain('describe-secret')
    expect(stdout).not.toMatch(/"\*"|put-role-policy/)
  }
})

test('refuses what is no refusal without repeating it, and asks nobody without a terminal', async () => {
  const other = await sallyport(place, ['explain'], 'planted text\n')
  expect(other).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('paste') })
  expect(other.stderr).not.toContain('planted')
  const nobody = atTerminal(place, ['explain', '--no-input'])
  expect((await nobody.ended).status).toBe(2)
  expect(nobody.drawn()).toContain('pipe it in')
})

test('asks for the message where a pipe or an argument is empty', async () => {
  for (const [args, input] of [
    [[], ''],
    [[], ' \n'],
    [[''], ''],
  ] as const) {
    const { status, stderr } = await sallyport(place, ['explain', ...args], input)
    expect(status).toBe(2)
    expect(stderr).toContain('paste the message as an argument, between quotes, or pipe it in')
  }
})

test("explains the runtime's own refusal for its function, by the role's name or as the message names it", async () => {
  const refusal = (role: string, name: string) =>
    `ACCESS_DENIED: role ${role} may not read secret dev/stripe, or it is not stored: add {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:us-east-1:111122223333:secret:dev/stripe-??????"} to its policy, or run "sallyport grant ${name}"`
  for (const [message, name] of [
    [refusal('shop-role', 'FUNCTION'), 'checkout'],
    [refusal('hello-role', 'hello'), 'hello'],
  ] as const) {
    const { stdout } = await sallyport(place, ['explain', message])
    expect(stdout).toContain(`in a template of AWS SAM, with function ${name}:`)
    expect(stdout).toContain(`run "sallyport grant ${name} --apply"`)
  }
})

test('on loopback it names the region, and nothing that would change a real account', async () => {
  const local = await runningLocal()
  onTestFinished(() => local.stop())
  writeProject(local.cwd)
  const { status, stdout, stderr } = await sallyport(local, ['explain', '--local', denied('checkout-role')])
  expect(status, stderr).toBe(0)
  expect(stdout).toContain(`arn:aws:secretsmanager:${local.region}:111122223333:secret:prod/stripe-??????`)
  expect(stdout).toContain('run "sallyport grant checkout --apply --local"')
  expect(stdout).toContain(`aws --endpoint-url ${local.endpoint} iam put-role-policy`)
  expect(stdout).toContain('sallyport list --local')
  expect(stdout).not.toMatch(/\baws iam/)
})

test('explains on loopback without a server too, and says so', async () => {
  const { status, stdout, stderr } = await sallyport(place, ['explain', '--local', denied('shop-role')])
  expect(status, stderr).toBe(0)
  expect(stderr).toContain('the region is not known')
  expect(stdout).toContain('sallyport grant checkout --apply --local')
})
