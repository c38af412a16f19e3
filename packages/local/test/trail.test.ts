import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateSecretCommand, GetSecretValueCommand, ListSecretsCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { formsIn } from '../../../examples/demo/encoded-forms.ts'
import { startLocal } from '../src/index.ts'
import { startedProcess } from './processes/server-process.ts'
import { type Clients, clientsOf, freshFolders, reaching, sessionOf, started } from './started.ts'

/** The whole records of Secrets Manager, newest first. */
async function recordsOf({ local }: Clients) {
  const LookupAttributes = [{ AttributeKey: 'EventSource' as const, AttributeValue: 'secretsmanager.amazonaws.com' }]
  const { Events = [] } = await new CloudTrailClient(reaching(local)).send(new LookupEventsCommand({ LookupAttributes }))
  return Events.map(({ CloudTrailEvent = '{}', Resources = [] }) => ({ ...JSON.parse(CloudTrailEvent), Resources }))
}

test('the record of a new secret names the ARN that it got', async () => {
  const clients = await started()
  const { ARN } = await clients.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x', Tags: [{ Key: 'a', Value: 'b' }] }))
  const [record] = await recordsOf(clients)
  expect(record).toMatchObject({
    eventName: 'CreateSecret',
    readOnly: false,
    responseElements: { arn: ARN },
    requestParameters: { name: 's' },
  })
  expect(record.Resources.map(({ ResourceName }: { ResourceName: string }) => ResourceName)).toEqual([ARN])
})

test('a refused read keeps what was asked for, who asked and why not', async () => {
  const clients = await started()
  const session = await sessionOf(clients, 'reader', [])
  await expect(session.secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toThrow()
  const [record] = await recordsOf(clients)
  expect(record).toMatchObject({
    eventName: 'GetSecretValue',
    errorCode: 'AccessDenied',
    errorMessage: expect.stringContaining('is not authorized to perform: secretsmanager:GetSecretValue on resource: s'),
    requestParameters: { secretId: 's' },
    responseElements: null,
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::123456789012:assumed-role/reader/tested',
      sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::123456789012:role/reader', userName: 'reader' } },
    },
    sourceIPAddress: '127.0.0.1',
  })
  expect(record.userAgent).toContain('aws-sdk-js')
})

test('no record holds a value, of calls that succeeded and of calls that failed', async () => {
  const clients = await started()
  const planted = 'sk_live_51HxYz+Planted/ü'
  const put = (more: object) => clients.secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString: planted, ...more }))
  await clients.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: planted }))
  await put({})
  await clients.secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
  await expect(put({ SecretBinary: Buffer.from(planted) })).rejects.toThrow()
  await expect(put({ SecretString: planted.repeat(4000) })).rejects.toThrow()
  await expect(put({ SecretId: 'missing' })).rejects.toThrow()
  const records = await recordsOf(clients)
  expect(records).toHaveLength(6)
  expect(formsIn(JSON.stringify(records), planted)).toEqual([])
})

test('the record of a change is as safe from kill -9 as the change', async () => {
  const { dataDir, environment } = freshFolders()
  const server = await startedProcess(dataDir, environment)
  await server.clients.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  await server.kill()
  const clients = await started({ dataDir, environment })
  expect((await recordsOf(clients)).map(({ eventName }) => eventName)).toEqual(['CreateSecret'])
})

test('records of reads are written when the server stops', async () => {
  const { dataDir, environment } = freshFolders()
  const first = clientsOf(await startLocal({ port: 0, dataDir, environment }))
  await first.secrets.send(new GetSecretValueCommand({ SecretId: 's' })).catch(() => undefined)
  await first.local.stop()
  expect((await recordsOf(await started({ dataDir, environment }))).map(({ eventName }) => eventName)).toEqual(['GetSecretValue'])
})

test('no event takes the place of another after a reset and a restart, also when the clock stands still', async () => {
  const { dataDir, environment } = freshFolders()
  const options = { port: 0, dataDir, environment, now: () => new Date('2026-11-24T06:00:00Z') }
  const first = clientsOf(await startLocal(options))
  const headers = { authorization: `Bearer ${first.local.controlToken}` }
  expect((await fetch(`${first.local.endpoint}/_sallyport/reset`, { method: 'POST', headers })).status).toBe(200)
  await first.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  await first.local.stop()
  const second = await started(options)
  await second.secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
  expect((await recordsOf(second)).map(({ eventName }) => eventName)).toEqual(['GetSecretValue', 'CreateSecret'])
})

test('events are found by the type of their resource', async () => {
  const clients = await started()
  await clients.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  await clients.secrets.send(new ListSecretsCommand({}))
  const LookupAttributes = [{ AttributeKey: 'ResourceType' as const, AttributeValue: 'AWS::SecretsManager::Secret' }]
  const { Events = [] } = await new CloudTrailClient(reaching(clients.local)).send(new LookupEventsCommand({ LookupAttributes }))
  expect(Events.map(({ EventName }) => EventName)).toEqual(['CreateSecret'])
})
