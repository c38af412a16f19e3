import { randomUUID } from 'node:crypto'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  TagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import { describe, expect, test } from 'vitest'
import { Accounts } from '../src/account.ts'
import { SessionTokens } from '../src/identity/session-tokens.ts'
import { Users } from '../src/identity/users.ts'
import { Life } from '../src/server/life.ts'
import { FunctionUrlOwners } from '../src/services/lambda/function-url/function-url-owners.ts'
import type { NewSecret } from '../src/services/secrets-manager/secrets.ts'
import { openDataFolder } from '../src/store/data-folder.ts'
import { ValueCache } from '../src/store/value-cache.ts'
import { Trail } from '../src/trail/trail.ts'
import { freshFolders, started } from './started.ts'

const name = 'rds!db-6e7c0b0e'
const token = randomUUID()

/** A server whose data has secrets that were made by another way than a request, as a service of AWS makes them. */
async function startedWith(...secrets: readonly NewSecret[]): Promise<SecretsManagerClient> {
  const { dataDir, environment } = freshFolders()
  const { store, rootKey, close } = await openDataFolder(dataDir, environment)
  const now = () => new Date()
  const accounts = new Accounts({
    store,
    rootKey,
    values: new ValueCache(),
    users: new Users(store, rootKey),
    tokens: new SessionTokens(store, rootKey),
    trail: new Trail(store, now),
    functionUrlOwners: new FunctionUrlOwners(store),
    server: new Life(),
    now,
  })
  const account = accounts.at('123456789012', 'us-east-1')
  store.change(() => {
    for (const each of secrets) account.secrets.create(each, { id: token, value: { form: 'string', bytes: Buffer.from('owned') } })
  })
  await close()
  return (await started({ dataDir, environment })).secrets
}

describe('a secret that a service of AWS owns', () => {
  const owned = () => startedWith({ name, owningService: 'rds' }, { name: 'own' })

  test('is read like any other, and says who owns it', async () => {
    const secrets = await owned()
    const { ARN, SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: name }))
    expect(SecretString).toBe('owned')
    expect(ARN).toMatch(/:secret:rds!db-6e7c0b0e-[A-Za-z0-9]{6}$/)
    expect(await secrets.send(new DescribeSecretCommand({ SecretId: ARN }))).toMatchObject({ Name: name, OwningService: 'rds' })
    expect((await secrets.send(new DescribeSecretCommand({ SecretId: 'own' }))).OwningService).toBeUndefined()
    expect((await secrets.send(new ListSecretVersionIdsCommand({ SecretId: name }))).Versions).toHaveLength(1)
  })

  test('is found by its owner', async () => {
    const secrets = await owned()
    const names = async (...Values: string[]) => {
      const Filters = [{ Key: 'owning-service' as const, Values }]
      const { SecretList } = await secrets.send(new ListSecretsCommand({ Filters, SortBy: 'name', SortOrder: 'asc' }))
      return SecretList?.map(({ Name, OwningService }) => [Name, OwningService])
    }
    expect(await names('rds')).toEqual([[name, 'rds']])
    expect(await names('redshift')).toEqual([])
    expect(await names('!rds')).toEqual([['own', undefined]])
  })

  test.each<[string, (secrets: SecretsManagerClient) => Promise<unknown>]>([
    ['given a value', (secrets) => secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'x' }))],
    ['updated', (secrets) => secrets.send(new UpdateSecretCommand({ SecretId: name, Description: 'x' }))],
    [
      'given a stage',
      (secrets) => secrets.send(new UpdateSecretVersionStageCommand({ SecretId: name, VersionStage: 'blue', MoveToVersionId: token })),
    ],
    ['deleted', (secrets) => secrets.send(new DeleteSecretCommand({ SecretId: name }))],
    ['deleted at once', (secrets) => secrets.send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true }))],
  ])('cannot be %s by its account', async (_, change) => {
    const secrets = await owned()
    const before = await secrets.send(new DescribeSecretCommand({ SecretId: name }))
    await expect(change(secrets)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: 'The secret is managed by another service, rds, and you must use that service to update it.',
    })
    const after = await secrets.send(new DescribeSecretCommand({ SecretId: name }))
    expect({ ...after, $metadata: 0 }).toEqual({ ...before, $metadata: 0 })
  })

  test('can be tagged', async () => {
    const secrets = await owned()
    const Tags = [{ Key: 'team', Value: 'shop' }]
    await secrets.send(new TagResourceCommand({ SecretId: name, Tags }))
    expect((await secrets.send(new DescribeSecretCommand({ SecretId: name }))).Tags).toEqual(Tags)
  })
})

test('no request makes a secret that a service owns, whatever its name', async () => {
  const { secrets } = await started()
  await secrets.send(new CreateSecretCommand({ Name: name, SecretString: 'x' }))
  await secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'y' }))
  expect((await secrets.send(new DescribeSecretCommand({ SecretId: name }))).OwningService).toBeUndefined()
})
