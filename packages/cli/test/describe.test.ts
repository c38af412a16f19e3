import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
})
afterAll(() => local.stop())

const describe = (...args: string[]) => sallyport(local, ['describe', ...args, '--local'])

test('says what a secret is, who declares it, and no value', async () => {
  const { ARN, VersionId = '' } = await local.secrets.createSecret({
    Name: 'dev/stripe',
    Description: 'key of\x1b[2J Stripe',
    SecretString: 'planted',
    Tags: [{ Key: 'team', Value: 'shop' }],
  })
  const json = await describe('stripe', '--json')
  expect(json.status, json.stderr).toBe(0)
  expect(expectPublished('describe', json.stdout)).toMatchObject({
    name: 'dev/stripe',
    service: 'secretsmanager',
    arn: ARN,
    description: 'key of\x1b[2J Stripe',
    tags: [{ key: 'team', value: 'shop' }],
    versions: [{ id: VersionId, stages: ['AWSCURRENT'] }],
    declared: [{ export: 'stripe', kind: 'apiKey', at: 'src/secrets.ts:2' }],
  })
  const { stdout } = await describe('dev/stripe')
  expect(stdout).toContain('description\tkey of\\x1b[2J Stripe\n')
  expect(stdout).toContain('declared\tstripe apiKey, src/secrets.ts:2\n')
  expect(stdout + json.stdout).not.toContain('planted')
})

test('says what a parameter is', async () => {
  await local.parameters.putParameter({
    Name: '/dev/weather/key',
    Value: 'planted',
    Type: 'SecureString',
    Tags: [{ Key: 'a', Value: 'b' }],
  })
  const { stdout, stderr } = await describe('/dev/weather/key', '--json')
  expect(expectPublished('describe', stdout), stderr).toMatchObject({
    service: 'ssm',
    type: 'SecureString',
    arn: expect.stringContaining(':parameter/dev/weather/key'),
    tags: [{ key: 'a', value: 'b' }],
    versions: [{ id: '1', stages: [] }],
    declared: [{ export: 'weather', kind: 'apiKey' }],
  })
  expect(stdout).not.toContain('planted')
})

test('says that a secret is scheduled for deletion, and how to keep it', async () => {
  await local.secrets.createSecret({ Name: 'dev/going', SecretString: 'x' })
  await local.secrets.deleteSecret({ SecretId: 'dev/going' })
  expect(expectPublished('describe', (await describe('dev/going', '--json')).stdout)).toMatchObject({
    restore: 'sallyport restore dev/going --local',
  })
  const session = atTerminal(local, ['describe', 'dev/going', '--local'])
  expect((await session.ended).status).toBe(0)
  expect(session.drawn()).toMatch(/deletion {2}asked for \d{4}-/)
  expect(session.drawn()).toContain('run "sallyport restore dev/going --local" to keep it')
})

test('proposes to store a parameter where one is missing, and npx where npx started it', async () => {
  const { stderr } = await describe('none', '--parameter')
  expect(stderr).toContain('"sallyport put none --parameter --local"')
  const env = { ...local.env, npm_command: 'exec', npm_lifecycle_event: 'npx', npm_lifecycle_script: "'sallyport' 'describe'" }
  const byNpx = await sallyport({ cwd: local.cwd, env }, ['describe', 'none', '--parameter', '--local'])
  expect(byNpx.stderr).toContain('run "npx sallyport list --local" to see what does, or "npx sallyport put none --parameter --local"')
})

test('tells a parameter that is not there from the ARN of something else', async () => {
  expect(await describe('/dev/none')).toMatchObject({ status: 4, stderr: expect.stringContaining('parameter /dev/none does not exist') })
  expect((await describe('arn:aws:sns:us-east-1:123456789012:topic')).status).toBe(2)
})
