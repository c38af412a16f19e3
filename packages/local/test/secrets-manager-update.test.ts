import { randomUUID } from 'node:crypto'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  type UpdateSecretCommandInput,
} from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { started } from './started.ts'

async function oneSecret(more: object = {}) {
  const { secrets } = await started()
  const Tags = [{ Key: 'team', Value: 'payments' }]
  const { VersionId: first = '' } = await secrets.send(
    new CreateSecretCommand({ Name: 's', SecretString: 'first', Description: 'a key', Tags, ...more }),
  )
  return {
    secrets,
    first,
    update: (sent: Partial<UpdateSecretCommandInput>) => secrets.send(new UpdateSecretCommand({ SecretId: 's', ...sent })),
    described: () => secrets.send(new DescribeSecretCommand({ SecretId: 's' })),
    value: async (VersionStage?: string) => (await secrets.send(new GetSecretValueCommand({ SecretId: 's', VersionStage }))).SecretString,
  }
}

test('a new description makes no version, and leaves value and tags', async () => {
  const { update, described, value, first } = await oneSecret()
  const answer = await update({ Description: 'the key' })
  expect(answer).toMatchObject({ Name: 's' })
  expect(answer.VersionId).toBeUndefined()
  expect(await described()).toMatchObject({
    Description: 'the key',
    Tags: [{ Key: 'team', Value: 'payments' }],
    VersionIdsToStages: { [first]: ['AWSCURRENT'] },
  })
  expect(await value()).toBe('first')
})

test('a new value is current and the one before previous, and the description stays', async () => {
  const { update, described, value, first } = await oneSecret()
  const { VersionId: second = '' } = await update({ SecretString: 'second' })
  expect(await described()).toMatchObject({
    Description: 'a key',
    VersionIdsToStages: { [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT'] },
  })
  expect([await value(), await value('AWSPREVIOUS')]).toEqual(['second', 'first'])
})

test('value and description change together, or not at all', async () => {
  const { update, described, value } = await oneSecret()
  const ClientRequestToken = randomUUID()
  await update({ SecretString: 'second', Description: 'of both', ClientRequestToken })
  expect([await value(), (await described()).Description]).toEqual(['second', 'of both'])
  const refused = update({ SecretString: 'third', Description: 'of none', ClientRequestToken })
  await expect(refused).rejects.toMatchObject({ name: 'ResourceExistsException', message: expect.stringContaining(ClientRequestToken) })
  expect([await value(), (await described()).Description]).toEqual(['second', 'of both'])
})

test('an update that is sent again makes no second version', async () => {
  const { update, described } = await oneSecret()
  const sent = { SecretString: 'second', ClientRequestToken: randomUUID() }
  expect([(await update(sent)).VersionId, (await update(sent)).VersionId]).toEqual([sent.ClientRequestToken, sent.ClientRequestToken])
  expect(Object.keys((await described()).VersionIdsToStages ?? {})).toHaveLength(2)
})

test('an empty description and an empty key take away what was there', async () => {
  const { update, described } = await oneSecret({ KmsKeyId: 'alias/aws/secretsmanager' })
  expect((await described()).KmsKeyId).toBe('alias/aws/secretsmanager')
  await update({ Description: '', KmsKeyId: '' })
  const after = await described()
  expect([after.Description, after.KmsKeyId]).toEqual([undefined, undefined])
})

test.each<[string, Partial<UpdateSecretCommandInput>, string, string]>([
  [
    'both a text and bytes',
    { SecretString: 'x', SecretBinary: Uint8Array.of(1) },
    'InvalidParameterException',
    'both a binary secret value',
  ],
  ['a customer managed key', { KmsKeyId: 'alias/mine' }, 'InvalidParameterException', 'not served on loopback yet'],
  ['a partner’s type', { Type: 'SalesforceClientSecret' }, 'InvalidParameterException', 'not served on loopback yet'],
  ['a description of 2,049 characters', { Description: 'd'.repeat(2049) }, 'ValidationException', "at 'description'"],
  ['a secret that is not there', { SecretId: 'other' }, 'ResourceNotFoundException', "can't find the specified secret"],
])('an update with %s is refused and changes nothing', async (_, sent, name, message) => {
  const { update, described, value } = await oneSecret()
  const before = await described()
  const both = update({ Description: 'changed', ...sent })
  await expect(both).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  expect(await value()).toBe('first')
  expect((await described()).Description).toBe(before.Description)
})

test('tags are added, overwritten and taken off, and their list stays when it is empty', async () => {
  const { secrets, described } = await oneSecret()
  const tags = async () => (await described()).Tags
  const Tags = [
    { Key: 'team', Value: 'web' },
    { Key: 'stage', Value: '' },
  ]
  await secrets.send(new TagResourceCommand({ SecretId: 's', Tags }))
  expect(await tags()).toEqual(Tags)
  await secrets.send(new UntagResourceCommand({ SecretId: 's', TagKeys: ['team', 'never-there'] }))
  expect(await tags()).toEqual([{ Key: 'stage', Value: '' }])
  await secrets.send(new UntagResourceCommand({ SecretId: 's', TagKeys: ['stage'] }))
  expect(await tags()).toEqual([])
})

test('a secret has fifty tags at most, counted with those it has', async () => {
  const { secrets, described } = await oneSecret()
  const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }))
  await expect(secrets.send(new TagResourceCommand({ SecretId: 's', Tags: tags(50) }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('at most 50 tags'),
  })
  expect((await described()).Tags).toHaveLength(1)
  await secrets.send(new TagResourceCommand({ SecretId: 's', Tags: tags(49) }))
  expect((await described()).Tags).toHaveLength(50)
})

test('a secret that waits for its deletion is neither updated nor tagged', async () => {
  const { secrets, update } = await oneSecret()
  await secrets.send(new DeleteSecretCommand({ SecretId: 's' }))
  const marked = { name: 'InvalidRequestException', message: expect.stringContaining('marked for deletion') }
  await expect(update({ Description: 'x' })).rejects.toMatchObject(marked)
  await expect(secrets.send(new TagResourceCommand({ SecretId: 's', Tags: [] }))).rejects.toMatchObject(marked)
  await expect(secrets.send(new UntagResourceCommand({ SecretId: 's', TagKeys: ['team'] }))).rejects.toMatchObject(marked)
})
