import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  ListSecretVersionIdsCommand,
  RestoreSecretCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { type Clients, reaching, sessionOf, started } from './started.ts'

const allow = (Action: string, Condition?: object) => ({ Effect: 'Allow', Action, Resource: '*', ...(Condition && { Condition }) })

/** A server with a secret of two versions. */
async function withSecret() {
  const clients = await started()
  const { ARN = '', VersionId: first = '' } = await clients.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'planted-1' }))
  const { VersionId: second = '' } = await clients.secrets.send(new UpdateSecretCommand({ SecretId: 's', SecretString: 'planted-2' }))
  return { clients, ARN, first, second }
}

/** The whole records of Secrets Manager by their event, newest first. */
async function recordsOf({ local }: Clients) {
  const LookupAttributes = [{ AttributeKey: 'EventSource' as const, AttributeValue: 'secretsmanager.amazonaws.com' }]
  const { Events = [] } = await new CloudTrailClient(reaching(local)).send(new LookupEventsCommand({ LookupAttributes }))
  return Events.map(({ CloudTrailEvent = '{}', Resources = [] }) => ({ ...JSON.parse(CloudTrailEvent), Resources }))
}

/** What each operation is asked, of any secret. */
const calls: Readonly<Record<string, (clients: Clients, SecretId: string) => Promise<unknown>>> = {
  RestoreSecret: ({ secrets }, SecretId) => secrets.send(new RestoreSecretCommand({ SecretId })),
  UpdateSecretVersionStage: ({ secrets }, SecretId) =>
    secrets.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'blue', MoveToVersionId: 'v'.repeat(32) })),
  ListSecretVersionIds: ({ secrets }, SecretId) => secrets.send(new ListSecretVersionIdsCommand({ SecretId })),
  UpdateSecret: ({ secrets }, SecretId) => secrets.send(new UpdateSecretCommand({ SecretId, SecretString: 'x' })),
  TagResource: ({ secrets }, SecretId) => secrets.send(new TagResourceCommand({ SecretId, Tags: [] })),
  UntagResource: ({ secrets }, SecretId) => secrets.send(new UntagResourceCommand({ SecretId, TagKeys: [] })),
}

test.each(Object.entries(calls))(
  '%s is refused to who has no right to it, of a secret that is there and of one that is not',
  async (name, call) => {
    const { clients } = await withSecret()
    const nobody = await sessionOf(clients, 'nobody', [])
    for (const id of ['s', 'missing']) {
      await expect(call(nobody, id)).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: `User: arn:aws:sts::123456789012:assumed-role/nobody/tested is not authorized to perform: secretsmanager:${name} on resource: ${id} because no identity-based policy allows the secretsmanager:${name} action`,
      })
    }
    const somebody = await sessionOf(clients, 'somebody', [allow(`secretsmanager:${name}`)])
    await expect(call(somebody, 'missing')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  },
)

test('a condition sees the tags that are put on, the keys that are taken off, and the tags that are there', async () => {
  const { clients } = await withSecret()
  const { secrets } = await sessionOf(clients, 'tagger', [
    allow('secretsmanager:TagResource', { StringEquals: { 'aws:RequestTag/team': 'shop' } }),
    allow('secretsmanager:UntagResource', { StringEquals: { 'aws:TagKeys': 'stage' } }),
    allow('secretsmanager:UpdateSecret', { StringEquals: { 'secretsmanager:ResourceTag/team': 'shop' } }),
  ])
  const tag = (Value: string) => secrets.send(new TagResourceCommand({ SecretId: 's', Tags: [{ Key: 'team', Value }] }))
  const untag = (...TagKeys: string[]) => secrets.send(new UntagResourceCommand({ SecretId: 's', TagKeys }))
  const update = () => secrets.send(new UpdateSecretCommand({ SecretId: 's', Description: 'd' }))
  const denied = { name: 'AccessDeniedException' }
  await expect(update()).rejects.toMatchObject(denied)
  await expect(tag('pay')).rejects.toMatchObject(denied)
  await tag('shop')
  await update()
  await expect(untag('team')).rejects.toMatchObject(denied)
  await untag('stage')
})

test('a condition sees the stage that is moved', async () => {
  const { clients, first, second } = await withSecret()
  const blue = { StringEquals: { 'secretsmanager:VersionStage': 'blue' } }
  const { secrets } = await sessionOf(clients, 'mover', [allow('secretsmanager:UpdateSecretVersionStage', blue)])
  const move = (VersionStage: string, more: object = {}) =>
    secrets.send(new UpdateSecretVersionStageCommand({ SecretId: 's', VersionStage, MoveToVersionId: first, ...more }))
  await move('blue')
  await expect(move('AWSCURRENT', { RemoveFromVersionId: second })).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('the trail has each change with what was asked for, the ARN it was made to, and no value', async () => {
  const { clients, ARN, first, second } = await withSecret()
  const { secrets } = clients
  await secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId: 's',
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: first,
      RemoveFromVersionId: second,
    }),
  )
  await secrets.send(new TagResourceCommand({ SecretId: 's', Tags: [{ Key: 'team', Value: 'shop' }] }))
  await secrets.send(new UntagResourceCommand({ SecretId: 's', TagKeys: ['team'] }))
  await secrets.send(new DeleteSecretCommand({ SecretId: 's' }))
  await secrets.send(new RestoreSecretCommand({ SecretId: 's' }))
  await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 's', IncludeDeprecated: true }))
  const records = await recordsOf(clients)
  const arn = { arn: ARN }
  expect(
    records.map(({ eventName, readOnly, requestParameters, responseElements }) => [
      eventName,
      readOnly,
      requestParameters,
      responseElements,
    ]),
  ).toEqual([
    ['ListSecretVersionIds', true, { secretId: 's', includeDeprecated: true }, null],
    ['RestoreSecret', false, { secretId: 's' }, arn],
    ['DeleteSecret', false, { secretId: 's' }, { ...arn, deletionDate: expect.any(String) }],
    ['UntagResource', false, { secretId: 's', tagKeys: ['team'] }, null],
    ['TagResource', false, { secretId: 's', tags: [{ Key: 'team', Value: 'shop' }] }, null],
    [
      'UpdateSecretVersionStage',
      false,
      { secretId: 's', versionStage: 'AWSCURRENT', moveToVersionId: first, removeFromVersionId: second },
      arn,
    ],
    ['UpdateSecret', false, { secretId: 's', clientRequestToken: second }, arn],
    ['CreateSecret', false, { name: 's', clientRequestToken: first }, arn],
  ])
  expect(records.every(({ Resources }) => Resources[0]?.ResourceName === ARN)).toBe(true)
  expect(JSON.stringify(records)).not.toContain('planted')
})
