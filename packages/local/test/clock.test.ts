import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import type { Local } from '../src/index.ts'
import { clientsOf, freshFolders, reaching, sessionOf, started } from './started.ts'

const daySeconds = 86_400
const yearSeconds = 366 * daySeconds

async function ask({ endpoint, controlToken }: Local, method: string, body?: string, token: string = controlToken) {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${endpoint}/_sallyport/clock`, { method, headers, ...(body === undefined ? {} : { body }) })
  return { status: answer.status, told: await answer.json() }
}

async function setClock(local: Local, asked: object): Promise<{ now: string; aheadSeconds: number }> {
  const { status, told } = await ask(local, 'POST', JSON.stringify(asked))
  expect([status, told]).toEqual([200, { now: expect.any(String), aheadSeconds: expect.any(Number) }])
  return told as { now: string; aheadSeconds: number } // just looked at
}

const days = (from: Date | undefined, to: Date | undefined) => ((to?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 86_400_000

/** A secret `s` that has one version. */
async function withSecret() {
  const all = await started()
  await all.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  return { ...all, describe: () => all.secrets.send(new DescribeSecretCommand({ SecretId: 's' })) }
}

describe('moving the clock', () => {
  test('ends the recovery window of a deleted secret, which is gone then, and its name is free', async () => {
    const { local, secrets } = await withSecret()
    await secrets.send(new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7 }))
    await setClock(local, { advanceSeconds: 6 * daySeconds })
    await secrets.send(new RestoreSecretCommand({ SecretId: 's' }))
    await secrets.send(new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7 }))
    await setClock(local, { advanceSeconds: 6 * daySeconds })
    await expect(secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject({ name: 'InvalidRequestException' })
    await setClock(local, { advanceSeconds: 2 * daySeconds })
    const gone = { name: 'ResourceNotFoundException' }
    await expect(secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject(gone)
    await expect(secrets.send(new RestoreSecretCommand({ SecretId: 's' }))).rejects.toMatchObject(gone)
    expect((await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion: true }))).SecretList).toEqual([])
    await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'anew' }))
    expect((await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('anew')
  })

  test('makes what is stored older, and dates what is done then', async () => {
    const { local, secrets, describe } = await withSecret()
    await setClock(local, { advanceSeconds: 40 * daySeconds })
    await secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString: 'y' }))
    const { CreatedDate, LastChangedDate } = await describe()
    expect(Math.round(days(CreatedDate, LastChangedDate))).toBe(40)
    await setClock(local, { now: '2040-05-05T12:00:00Z' })
    await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
    await expect.poll(async () => (await describe()).LastAccessedDate?.toISOString()).toBe('2040-05-05T00:00:00.000Z')
    const { CreatedDate: versionOf } = await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
    expect(versionOf).toEqual(LastChangedDate)
  })

  test('makes parameters older, too', async () => {
    const { local } = await started()
    const ssm = new SSMClient(reaching(local))
    const put = (Name: string) => ssm.send(new PutParameterCommand({ Name, Value: 'x', Type: 'SecureString' }))
    const modifiedAt = async (Name: string) => (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.LastModifiedDate
    await put('/old')
    await setClock(local, { advanceSeconds: 100 * daySeconds })
    await put('/new')
    expect(Math.round(days(await modifiedAt('/old'), await modifiedAt('/new')))).toBe(100)
  })

  test('moves the trail with it: an event is of the moment at which the account sees it, and leaves the history after 90 days', async () => {
    const { local } = await withSecret()
    const trail = new CloudTrailClient(reaching(local))
    const created = async () => {
      const attribute = { AttributeKey: 'EventName', AttributeValue: 'CreateSecret' } as const
      return (await trail.send(new LookupEventsCommand({ LookupAttributes: [attribute] }))).Events?.length
    }
    await setClock(local, { advanceSeconds: 89 * daySeconds })
    expect(await created()).toBe(1)
    await setClock(local, { advanceSeconds: 2 * daySeconds })
    expect(await created()).toBe(0)
    const { Events } = await trail.send(new LookupEventsCommand({}))
    expect(Math.round(days(new Date(), Events?.[0]?.EventTime))).toBe(91)
  })

  test('decides a policy that is good for a date alone', async () => {
    const clients = await withSecret()
    const onThatDay = { StringLike: { 'aws:CurrentTime': '2100-01-01T*' } }
    const statement = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*', Condition: onThatDay }
    const reader = await sessionOf(clients, 'reader', [statement])
    const read = () => reader.secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
    await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await setClock(clients.local, { now: '2100-01-01T12:00:00Z' })
    expect((await read()).SecretString).toBe('x')
  })

  test('leaves signatures and sessions in real time, those of before and those made then', async () => {
    const clients = await withSecret()
    const { local } = clients
    const allow = [{ Effect: 'Allow', Action: '*', Resource: '*' }]
    const before = await sessionOf(clients, 'before', allow)
    for (const asked of [{ advanceSeconds: yearSeconds }, { now: '1999-12-31T23:59:59Z' }]) {
      await setClock(local, asked)
      for (const { secrets, sts } of [clients, before, await sessionOf(clients, `role${Object.keys(asked)}`, allow)]) {
        expect((await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('x')
        expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(local.accountId)
      }
    }
    const early = new SecretsManagerClient({ ...reaching(local), systemClockOffset: yearSeconds * 1000 })
    await setClock(local, { advanceSeconds: yearSeconds })
    const send = early.send(new GetSecretValueCommand({ SecretId: 's' }))
    await expect(send).rejects.toMatchObject({ name: 'InvalidSignatureException', message: expect.stringContaining('not yet current') })
  })

  test('leaves a presigned URL good for as long as it says, in real time', async () => {
    const clients = await started()
    const url = await presigned(clients)
    await setClock(clients.local, { advanceSeconds: yearSeconds })
    for (const each of [url, await presigned(clients)]) {
      const answer = await fetch(each)
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('user/administrator')])
    }
    expect((await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=61'))).status).toBe(403)
  })
})

interface Presigner {
  presign(request: object, options: { expiresIn: number }): Promise<{ query: Record<string, string> }>
}

/** The URL of a signed GetCallerIdentity, good for a minute. */
async function presigned({ sts, local }: Awaited<ReturnType<typeof started>>): Promise<string> {
  const scheme = { name: 'sigv4', signingName: 'sts', signingRegion: local.region, properties: {} }
  const signer = (await sts.config.signer(scheme)) as unknown as Presigner // the SDK's type has what every signer has
  const { protocol, hostname, port, host } = new URL(local.endpoint)
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' }
  const request = { method: 'GET', protocol, hostname, port: Number(port), path: '/', headers: { host }, query }
  const signed = await signer.presign(request, { expiresIn: 60 })
  return `${local.endpoint}/?${new URLSearchParams(signed.query)}`
}

describe('the clock', () => {
  test('is the real one until it is moved, goes on from where it was set, and is real again afterwards', async () => {
    const { local } = await started()
    expect(await ask(local, 'GET')).toEqual({ status: 200, told: { now: expect.any(String), aheadSeconds: 0 } })
    expect(await setClock(local, { advanceSeconds: 60 })).toMatchObject({ aheadSeconds: 60 })
    expect(await setClock(local, { advanceSeconds: 0.5 })).toMatchObject({ aheadSeconds: 60.5 })
    expect(await setClock(local, { advanceSeconds: -60.5 })).toMatchObject({ aheadSeconds: 0 })
    expect((await setClock(local, { now: '2030-01-01T00:00:00+02:00' })).now).toMatch(/^2029-12-31T22:00:00/)
    const { told } = await ask(local, 'GET')
    expect(told).toMatchObject({ now: expect.stringMatching(/^2029-12-31T22:0/) })
    await expect.poll(async () => (await ask(local, 'GET')).told).not.toEqual(told)
    expect((await ask(local, 'DELETE')).told).toMatchObject({ aheadSeconds: 0 })
  })

  test('is set back by a reset of the server', async () => {
    const { local } = await started()
    await setClock(local, { advanceSeconds: yearSeconds })
    const headers = { authorization: `Bearer ${local.controlToken}` }
    expect((await fetch(`${local.endpoint}/_sallyport/reset`, { method: 'POST', headers })).status).toBe(200)
    expect((await ask(local, 'GET')).told).toMatchObject({ aheadSeconds: 0 })
  })

  test('set back, has in its recovery window again what had only gone by it', async () => {
    const { local, secrets } = await withSecret()
    await secrets.send(new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7 }))
    await setClock(local, { advanceSeconds: 8 * daySeconds })
    await expect(secrets.send(new RestoreSecretCommand({ SecretId: 's' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await ask(local, 'DELETE')
    await secrets.send(new RestoreSecretCommand({ SecretId: 's' }))
    expect((await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('x')
  })

  test('can be put in the past, to store what is old already', async () => {
    const { local, secrets } = await started()
    await setClock(local, { now: '2020-02-29' })
    await secrets.send(new CreateSecretCommand({ Name: 'old', SecretString: 'x' }))
    await ask(local, 'DELETE')
    const { CreatedDate } = await secrets.send(new DescribeSecretCommand({ SecretId: 'old' }))
    expect(CreatedDate?.toISOString()).toMatch(/^2020-02-29T00:0/)
  })

  test('is the real one after a restart; dates that were given by it stay', async () => {
    const { dataDir, environment } = freshFolders()
    const first = await started({ dataDir, environment })
    await setClock(first.local, { advanceSeconds: yearSeconds })
    await first.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
    await first.local.stop()
    const { local, secrets } = await started({ dataDir, environment })
    expect((await ask(local, 'GET')).told).toMatchObject({ aheadSeconds: 0 })
    const { CreatedDate } = await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))
    expect(Math.round(days(new Date(), CreatedDate))).toBe(366)
  })

  test('is moved from the clock that the server was started with, and is that again afterwards', async () => {
    const { local } = await started({ now: () => new Date('2026-11-24T06:00:00Z') })
    expect(await setClock(local, { advanceSeconds: 90 })).toEqual({ now: '2026-11-24T06:01:30.000Z', aheadSeconds: 90 })
    expect((await ask(local, 'DELETE')).told).toEqual({ now: '2026-11-24T06:00:00.000Z', aheadSeconds: 0 })
  })

  test('is one for all accounts and regions', async () => {
    const { local } = await started()
    const own = clientsOf(local, await local.account())
    await setClock(local, { now: '2040-01-01T00:00:00Z' })
    const far = new SecretsManagerClient({ ...reaching(local), region: 'eu-west-1' })
    for (const secrets of [own.secrets, far]) {
      await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
      const { CreatedDate } = await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))
      expect(CreatedDate?.toISOString()).toMatch(/^2040-01-01T00:/)
    }
  })

  test('is moved by nobody without the control token', async () => {
    const { local } = await started()
    for (const method of ['GET', 'POST', 'DELETE']) {
      expect((await ask(local, method, method === 'POST' ? '{"advanceSeconds":60}' : undefined, 'made up')).status).toBe(401)
    }
    expect((await ask(local, 'GET')).told).toMatchObject({ aheadSeconds: 0 })
  })

  test.each([
    ['nothing', ''],
    ['no object', '[]'],
    ['null', 'null'],
    ['both', '{"advanceSeconds":1,"now":"2030-01-01T00:00:00Z"}'],
    ['a member it does not know', '{"advanceSeconds":1,"seconds":1}'],
    ['a text for a number', '{"advanceSeconds":"60"}'],
    ['a number for a date', '{"now":1893456000}'],
    ['a date without its time zone', '{"now":"2030-01-01T00:00:00"}'],
    ['no date', '{"now":"tomorrow"}'],
    ['a day that is not in the calendar', '{"now":"2030-02-30T00:00:00Z"}'],
    ['a step before 1970', '{"advanceSeconds":-1e11}'],
    ['a step past 9999', '{"advanceSeconds":1e300}'],
    ['garbage', '{"now":'],
  ])('that is asked for %s is left as it is, and says what it takes', async (_, body) => {
    const { local } = await started()
    expect(await ask(local, 'POST', body)).toEqual({ status: 400, told: { message: expect.stringMatching(/advanceSeconds|JSON/) } })
    expect((await ask(local, 'GET')).told).toMatchObject({ aheadSeconds: 0 })
  })
})
