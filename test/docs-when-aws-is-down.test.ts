// docs/when-aws-is-down.md: each row of what a read gives, made by the faults of AWS on loopback; and the page's own files.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { IAM } from '@aws-sdk/client-iam'
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { STS } from '@aws-sdk/client-sts'
import { type Local, startLocal } from '@sallyport/local'
import { configure, onEvent, type SallyportEvent, text } from 'sallyport'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { parse } from 'yaml'
import { pageProgram } from './docs-page-program.ts'
import { tableRows } from './docs-tables.ts'
import { blocksOf } from './documents.ts'

const page = 'docs/when-aws-is-down.md'
const role = 'checkout'

let local: Local
let settings: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } }
let secrets: SecretsManagerClient
let iam: IAM
let asRole: { accessKeyId: string; secretAccessKey: string; sessionToken: string }

beforeAll(async () => {
  local = await startLocal({ port: 0, seed: { roles: [{ name: role, trust: anyone }] } })
  settings = { endpoint: local.endpoint, region: local.region, credentials: local }
  secrets = new SecretsManagerClient(settings)
  iam = new IAM(settings)
  const sts = new STS(settings)
  const RoleArn = `arn:aws:iam::${local.accountId}:role/${role}`
  const { Credentials } = await sts.assumeRole({ RoleArn, RoleSessionName: 'docs' })
  sts.destroy()
  asRole = {
    accessKeyId: String(Credentials?.AccessKeyId),
    secretAccessKey: String(Credentials?.SecretAccessKey),
    sessionToken: String(Credentials?.SessionToken),
  }
  process.env['AWS_ENDPOINT_URL'] = local.endpoint
})

beforeEach(async () => {
  await faults([])
  await iam.putRolePolicy({ RoleName: role, PolicyName: 'read', PolicyDocument: JSON.stringify(mayRead) })
  configure({ stage: 'prod', region: local.region, credentials: asRole })
})

afterAll(async () => {
  secrets.destroy()
  iam.destroy()
  await local.stop()
})

const anyone = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] }
const mayRead = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }] }

async function faults(rules: readonly object[]): Promise<void> {
  const headers = { authorization: `Bearer ${local.controlToken}`, 'content-type': 'application/json' }
  const answer = await fetch(`${local.endpoint}/_sallyport/faults`, { method: 'POST', headers, body: JSON.stringify({ rules }) })
  expect(answer.status).toBe(200)
}

const store = (Name: string) => secrets.send(new CreateSecretCommand({ Name, SecretString: 'the value' }))
const strike = (kind: string) => faults([{ operation: 'GetSecretValue', kind }])

/** By the first cell of a row: how the trouble is made, several where the row names several. */
const troubles: Record<string, ((secret: string) => Promise<unknown>)[]> = {
  'answers 500, or breaks the connection': [() => strike('error500'), () => strike('drop')],
  throttles: [() => strike('throttle')],
  hangs: [() => strike('hang')],
  denies: [() => iam.deleteRolePolicy({ RoleName: role, PolicyName: 'read' })],
  'has the secret marked for deletion': [(SecretId) => secrets.send(new DeleteSecretCommand({ SecretId }))],
}

const outcome = (read: Promise<{ reveal(): string }>) =>
  read.then(
    (secret) => secret.reveal(),
    (error: { code: string }) => error.code,
  )

const slowly = { interval: 300, timeout: 10_000 }

/** The last that a cell says. */
const codeIn = (cell: string) => /.*`([A-Z_]+)`/.exec(cell)?.[1]
const rows = tableRows(page, /What a read gives/)

test.each(rows)('AWS %s: %s, %s', async (trouble, withNothing = '', withOld = '') => {
  const ways = troubles[trouble] ?? []
  expect(ways.length, 'a row that no test runs').toBeGreaterThan(0)
  for (const [index, make] of ways.entries()) {
    await faults([])
    const name = `trouble/${trouble.replaceAll(/\W/g, '-')}-${index}`
    await store(name)
    const secret = text(name, { ttlSeconds: 0 }) // old at once
    expect(await outcome(secret.get())).toBe('the value')
    const events: SallyportEvent[] = []
    onTestFinished(onEvent((event) => events.push(event)))
    await make(name)

    const given = await outcome(secret.get())
    if (withOld.startsWith('the old value')) {
      expect(given).toBe('the value')
      const toldAgain = async () => {
        await secret.get()
        return events.map(({ reason }) => reason)
      }
      await expect.poll(toldAgain, slowly).toContain(codeIn(withOld)) // one a second is told
    } else expect(given).toBe(codeIn(withOld))

    configure({}) // a new environment, as far as memory goes
    expect(await outcome(text(name).get())).toBe(codeIn(withNothing))
  }
})

test('every trouble that is made stands in the table', () => {
  expect(rows.map(([trouble]) => trouble)).toEqual(Object.keys(troubles))
})

/** Lambda's context of an invocation that may take `ms`. */
function invocation(ms: number) {
  const endsAt = Date.now() + ms
  return { getRemainingTimeInMillis: () => endsAt - Date.now() }
}

test('the handler answers 503 within its time, and fails with what to do when it may not read', async () => {
  await store('prod/stripe')
  const program = await pageProgram(page)
  const { handler } = (await program.load('src/handler.ts')) as { handler: (event: unknown, context: object) => Promise<object> }
  await strike('hang')
  const asLongAsAwsMayTake = text('{stage}/stripe').get().then(String, String) // the same request
  const answered = await Promise.race([handler({}, invocation(300)), asLongAsAwsMayTake])
  expect(answered).toEqual({ statusCode: 503, headers: { 'retry-after': '5' } })
  await strike('error500')
  configure({})
  expect(await handler({}, invocation(30_000))).toMatchObject({ statusCode: 503 })
  await faults([])
  configure({})
  expect(await handler({}, invocation(30_000))).toEqual({ statusCode: 200, length: 'the value'.length })
  await iam.deleteRolePolicy({ RoleName: role, PolicyName: 'read' })
  configure({})
  await expect(handler({}, invocation(30_000))).rejects.toThrow(/may not read secret prod\/stripe.*sallyport grant/)
})

test('its listener writes a line for an old value, and the alarm names a metric and dimensions that its metrics have', async () => {
  await store('prod/told')
  const lines: string[] = []
  vi.spyOn(console, 'warn').mockImplementation((line) => void lines.push(line))
  const writing = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  onTestFinished(() => void vi.restoreAllMocks())
  const program = await pageProgram(page)
  await program.load('src/events.ts')
  await program.load('src/metrics.ts')
  const told = text('{stage}/told', { ttlSeconds: 0 })
  await told.get()
  await strike('error500')
  await told.get()
  const isMetric = (line: string) => line.includes('"_aws"')
  await expect.poll(() => lines.some((line) => !isMetric(line) && line.includes('prod/told'))).toBe(true)
  const counted = async () => {
    await told.get()
    return lines.some((line) => /"StaleServes":[1-9]/.test(line))
  }
  await expect.poll(counted, slowly).toBe(true)
  writing.mockRestore()
  expect(JSON.parse(lines.find((line) => !isMetric(line)) ?? '')).toMatchObject({ level: 'warn', secret: 'prod/told', count: 1 })

  const { _aws, ...members } = JSON.parse(lines.findLast(isMetric) ?? '')
  const [alarm] = Object.values(parse(blocksOf(page).find(({ language }) => language === 'yaml')?.text ?? '')) as Alarm[]
  const { Namespace, MetricName, Dimensions } = alarm?.Properties ?? ({} as Alarm['Properties'])
  const [metrics] = _aws.CloudWatchMetrics
  expect(Namespace).toBe(metrics.Namespace)
  expect(metrics.Metrics.map(({ Name }: { Name: string }) => Name)).toContain(MetricName)
  expect(metrics.Dimensions).toContainEqual(Dimensions.map(({ Name }) => Name))
  for (const { Name } of Dimensions) expect(members).toHaveProperty(Name)
  const named = tableRows(page, /Hear of it/).flatMap(([first]) => /`(\w+)`/.exec(first)?.[1] ?? [])
  expect(named.length).toBeGreaterThan(1)
  for (const name of named) expect(lines.some((line) => isMetric(line) && Object.hasOwn(JSON.parse(line), name))).toBe(true)
})

interface Alarm {
  readonly Properties: { readonly Namespace: string; readonly MetricName: string; readonly Dimensions: readonly { Name: string }[] }
}

test('its unit test passes', async () => {
  const program = await pageProgram(page)
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', program.fileOf('src/outage.test.ts')])
  expect(stdout).toMatch(/^# pass 1$/m)
})
