import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { openAccount, openContext, runTask, tasks } from '@sallyport/tasks'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, type Finished, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
  writeFileSync(
    join(local.cwd, 'sallyport.config.ts'),
    `export default { functions: { checkout: { entry: 'src/checkout.ts' }, plain: { entry: 'src/plain.ts' } } }`,
  )
  await sallyport(local, ['put', 'dev/stripe', '--local', '--kind', 'api-key'], 'sk_test_planted')
  await sallyport(local, ['put', 'dev/crm', '--local', '--kind', 'login'], '{"username":"ann","password":"planted"}')
})
afterAll(() => local.stop())

interface Told {
  check: string
  status: string
  text: string
  cure?: string
}

const doctor = (...args: string[]) => sallyport(local, ['doctor', ...args])
function told({ stdout }: Finished): Told[] {
  const { checks } = expectPublished('doctor', stdout) as { checks: Told[] } // held against the schema just now
  expect(checks.filter(({ status, cure = '' }) => ['problem', 'warning'].includes(status) && cure === '')).toEqual([])
  return checks
}
const byCheck = (findings: readonly Told[], name: string) => findings.filter(({ check }) => check === name)

test('finds what is not stored, with the command to type, and ends with 1', async () => {
  const finished = await doctor('--local', '--json')
  expect(finished.status, finished.stderr).toBe(1)
  const findings = told(finished)
  expect(findings.filter(({ status }) => status === 'problem')).toEqual([
    {
      check: 'declaration',
      status: 'problem',
      text: 'parameter /dev/weather/key, declared at src/secrets.ts:4, is not stored',
      cure: 'sallyport put weather --local',
    },
  ])
  expect(byCheck(findings, 'declaration')[0]).toMatchObject({ status: 'ok', text: '2 of 3 declared secrets are stored in stage dev' })
  for (const name of ['node', 'endpoint', 'region', 'credentials', 'clock', 'project', 'packages', 'permissions', 'bundles'])
    expect(byCheck(findings, name), name).toMatchObject([{ status: 'ok' }])
  expect(finished.stdout + finished.stderr).not.toContain('planted')
})

test('has the stage in the cure where it was asked for another, and counts in words that fit', async () => {
  const { stdout, stderr } = await doctor('--local', '--stage', 'test')
  for (const name of ['stripe', 'crm', 'weather']) expect(stdout).toContain(`→ sallyport put ${name} --stage test --local`)
  expect(stderr).toContain('3 problems, 0 warnings')
  expect((await doctor('--local')).stderr).toContain('1 problem, 0 warnings')
})

test('ends with 0 when the cure was typed, and shows a line for each check at a terminal', async () => {
  await sallyport(local, ['put', 'weather', '--local'], 'weather-key')
  const session = atTerminal(local, ['doctor', '--local'])
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(session.drawn()).toContain('all is in order')
  expect(session.drawn()).toMatch(/ok\S* +clock/)
})

test('reads no value', async () => {
  const { stdout } = await sallyport(local, ['audit', '--local', '--json'])
  const readers = (JSON.parse(stdout) as { readers: { action: string; reader: string }[] }).readers
  const before = readers.length
  await doctor('--local')
  const after = JSON.parse((await sallyport(local, ['audit', '--local', '--json'])).stdout) as { readers: unknown[] }
  expect(after.readers).toHaveLength(before)
})

test('tells which function does not build, and where', async () => {
  const place = { ...local, cwd: join(local.cwd, 'broken') }
  mkdirSync(place.cwd)
  writeFileSync(join(place.cwd, 'a.ts'), "import './gone.ts'\nexport const handler = async () => 1\n")
  writeFileSync(join(place.cwd, 'b.ts'), 'export const handler = async () => 1\n')
  writeFileSync(join(place.cwd, 'sallyport.config.mjs'), `export default { functions: { a: { entry: 'a.ts' }, b: { entry: 'b.ts' } } }`)
  const finished = await sallyport(place, ['doctor', '--local', '--json'])
  expect(finished.status).toBe(1)
  expect(byCheck(told(finished), 'bundles')).toEqual([
    { check: 'bundles', status: 'ok', text: '1 of 2 functions builds' },
    { check: 'bundles', status: 'problem', text: expect.stringContaining('gone.ts'), cure: 'correct a.ts:1' },
  ])
})

test('tells a project whose configuration cannot be read, and goes on', async () => {
  const place = { ...local, cwd: join(local.cwd, 'unreadable') }
  mkdirSync(place.cwd)
  writeFileSync(join(place.cwd, 'sallyport.config.mjs'), 'export default { functoins: {} }\n')
  const findings = told(await sallyport(place, ['doctor', '--local', '--json']))
  expect(byCheck(findings, 'project')).toMatchObject([{ status: 'problem', cure: 'did you mean "functions"?' }])
  expect(byCheck(findings, 'bundles')).toMatchObject([{ status: 'skipped' }])
  expect(byCheck(findings, 'clock')).toMatchObject([{ status: 'ok' }])
})

test('tells what of a template is not read, and a template that cannot be, with file and line', async () => {
  const place = emptyPlace()
  onTestFinished(() => place.remove())
  const template = async (text: string) => {
    writeFileSync(join(place.cwd, 'template.yaml'), text)
    return byCheck(told(await sallyport(place, ['doctor', '--local', '--json', '--data', join(local.cwd, '.sallyport')])), 'template')
  }
  const nested = 'Resources:\n  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: inner.yaml\n'
  expect(await template(nested)).toMatchObject([
    { status: 'ok', text: 'template.yaml: 0 functions' },
    { status: 'warning', text: expect.stringContaining('nested stack Inner is not read'), cure: 'look at template.yaml:2' },
  ])
  const [broken] = await template('Resources:\n  A: [\n')
  expect(broken).toMatchObject({ status: 'problem' })
  expect(`${broken?.text} ${broken?.cure}`).toContain('template.yaml')
})

test('tells a runtime of another version, and one that is not installed', async () => {
  const place = emptyPlace()
  onTestFinished(() => place.remove())
  const packages = async () =>
    byCheck(told(await sallyport(place, ['doctor', '--local', '--json', '--data', join(local.cwd, '.sallyport')])), 'packages')
  mkdirSync(join(place.cwd, 'node_modules/sallyport'), { recursive: true })
  writeFileSync(join(place.cwd, 'sallyport.config.mjs'), 'export default {}\n')
  writeFileSync(join(place.cwd, 'node_modules/sallyport/package.json'), '{ "name": "sallyport", "version": "9.9.9" }')
  expect(await packages()).toMatchObject([{ status: 'problem', cure: expect.stringMatching(/^npm install sallyport@/) }])
  rmSync(join(place.cwd, 'node_modules'), { recursive: true })
  expect(await packages()).toMatchObject([{ status: 'warning' }])
})

test('tells when loopback does not run, and what needs no account is looked at all the same', async () => {
  const finished = await sallyport(local, ['doctor', '--local', '--json', '--data', join(local.cwd, 'nothing')])
  expect(finished.status).toBe(1)
  const findings = told(finished)
  expect(byCheck(findings, 'endpoint')).toMatchObject([{ status: 'problem', cure: expect.stringContaining('sallyport local start') }])
  expect(byCheck(findings, 'permissions')).toMatchObject([{ status: 'skipped' }])
  expect(byCheck(findings, 'bundles')).toMatchObject([{ status: 'ok' }])
})

test('tells a clock that is off, also when AWS refuses the signature', async () => {
  const account = await openAccount({ target: 'local', env: local.env, cwd: local.cwd })
  const hours = (count: number) => () => new Date(Date.now() + count * 3_600_000)
  const context = openContext({ account, env: local.env, cwd: local.cwd, now: hours(3) })
  const { checks } = await runTask(tasks.doctor, {}, context)
  account.close()
  expect(checks.filter(({ check }) => check === 'clock')).toMatchObject([
    { status: 'problem', text: expect.stringContaining('3 hours ahead of AWS') },
  ])
})

test('takes no argument', async () => {
  expect(await doctor('all')).toMatchObject({ status: 2, stdout: '' })
})

describe('on AWS', () => {
  const aws = async (configuration: string, env: Readonly<Record<string, string>> = {}) => {
    const file = join(local.cwd, 'aws-config')
    writeFileSync(file, `[default]\n${configuration}`, { mode: 0o600 })
    const place = { ...local, env: { ...local.env, AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: join(local.cwd, 'none'), ...env } }
    return told(await sallyport(place, ['doctor', '--json', '--stage', 'dev']))
  }
  const at = (endpoint: string) => `region = ${local.region}\nendpoint_url = ${endpoint}\n`
  const keys = (accessKeyId: string, secret: string) => `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secret}\n`

  test('tells an endpoint that is left over in the environment', async () => {
    const findings = await aws(at(local.endpoint), { AWS_ENDPOINT_URL: local.endpoint })
    expect(byCheck(findings, 'endpoint')).toMatchObject([{ status: 'problem', cure: expect.stringContaining('unset AWS_ENDPOINT_URL') }])
  })

  test('tells a region that is not set, keys that are wrong, and that there are none', async () => {
    expect(byCheck(await aws(keys('AKIA', 'x')), 'region')).toMatchObject([{ status: 'problem' }])
    expect(byCheck(await aws(at(local.endpoint) + keys('AKIAWRONG0WRONG0WRON', 'x')), 'credentials')).toMatchObject([{ status: 'problem' }])
    const none = byCheck(await aws(at(local.endpoint)), 'credentials')
    expect(none).toMatchObject([{ status: 'problem', text: expect.stringContaining('no credentials') }])
  })

  test('tells a profile whose endpoint is not of AWS, and what its identity may not', async () => {
    const [iam, sts] = [new IAM(local), new STS(local)]
    const { Account } = await sts.getCallerIdentity({})
    const trust = { Effect: 'Allow', Principal: { AWS: Account }, Action: 'sts:AssumeRole' }
    await iam.createRole({ RoleName: 'narrow', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }) })
    const { Credentials } = await sts.assumeRole({ RoleArn: `arn:aws:iam::${Account}:role/narrow`, RoleSessionName: 'doctor' })
    const session = keys(Credentials?.AccessKeyId ?? '', Credentials?.SecretAccessKey ?? '')
    const findings = await aws(`${at(local.endpoint)}${session}aws_session_token = ${Credentials?.SessionToken}\n`)
    expect(byCheck(findings, 'credentials')).toMatchObject([
      { status: 'ok' },
      { status: 'warning', text: expect.stringContaining(local.endpoint) },
    ])
    const permissions = byCheck(findings, 'permissions')
    expect(permissions.map(({ status }) => status)).toEqual(['warning', 'warning', 'warning', 'warning'])
    expect(permissions[0]?.cure).toContain('{"Effect":"Allow","Action":"secretsmanager:ListSecrets","Resource":"*"}')
    expect(byCheck(findings, 'declaration')).toMatchObject([{ status: 'warning' }, { status: 'warning' }, { status: 'warning' }])
  })

  test('does not hang where nothing answers', async () => {
    const silent = createServer(() => {})
    const port = await new Promise((resolve) => silent.listen(0, '127.0.0.1', () => resolve((silent.address() as { port: number }).port))) // of a TCP server
    const findings = await aws(at(`http://127.0.0.1:${port}`) + keys('AKIA', 'x'))
    silent.close()
    expect(byCheck(findings, 'credentials')).toMatchObject([{ status: 'problem', text: expect.stringContaining('after 5 seconds') }])
    expect(byCheck(findings, 'bundles')).toMatchObject([{ status: 'ok' }])
  })
})
