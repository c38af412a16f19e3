import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GetRolePolicyCommand, ListAttachedRolePoliciesCommand, ListPoliciesCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam'
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, ListTagsForResourceCommand, SSMClient } from '@aws-sdk/client-ssm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Local, type Seed, startLocal } from '../src/index.ts'
import { clientsOf, freshFolder, freshFolders, reaching, started } from './started.ts'

const readSecrets = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }],
}

const valueIn = async (client: SecretsManagerClient, SecretId: string) => await client.send(new GetSecretValueCommand({ SecretId }))

function parametersOf(local: Local) {
  const ssm = new SSMClient(reaching(local))
  onTestFinished(() => ssm.destroy())
  return ssm
}

function seedFile(text: string): string {
  const file = join(freshFolder(), 'seed.json')
  writeFileSync(file, text)
  return file
}

describe('a seed', () => {
  test('gives secrets as their owner would have stored them', async () => {
    const { local, secrets } = await started({
      seed: {
        secrets: [
          { name: 'dev/stripe', value: 'sk_test_1\n', description: 'the key', tags: { team: 'shop' } },
          { name: 'dev/crm', json: { username: 'u', password: 'p' } },
          { name: 'dev/bytes', binary: 'AAECAw==' },
          { name: 'dev/empty' },
        ],
      },
    })
    expect(local.seeded).toEqual({ stored: 4, kept: 0 })
    expect(await valueIn(secrets, 'dev/stripe')).toMatchObject({ SecretString: 'sk_test_1\n', VersionStages: ['AWSCURRENT'] })
    expect(JSON.parse((await valueIn(secrets, 'dev/crm')).SecretString ?? '')).toEqual({ username: 'u', password: 'p' })
    expect(await valueIn(secrets, 'dev/bytes')).toMatchObject({ SecretBinary: Uint8Array.of(0, 1, 2, 3) })
    await expect(valueIn(secrets, 'dev/empty')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    expect(await secrets.send(new DescribeSecretCommand({ SecretId: 'dev/stripe' }))).toMatchObject({
      Description: 'the key',
      Tags: [{ Key: 'team', Value: 'shop' }],
    })
  })

  test('gives a secret that a service of AWS owns, which is read and not changed', async () => {
    const { secrets } = await started({ seed: { secrets: [{ name: 'rds!db-1', json: { password: 'p' }, owningService: 'rds' }] } })
    expect(await secrets.send(new DescribeSecretCommand({ SecretId: 'rds!db-1' }))).toMatchObject({ OwningService: 'rds' })
    expect((await valueIn(secrets, 'rds!db-1')).SecretString).toContain('password')
    const put = secrets.send(new PutSecretValueCommand({ SecretId: 'rds!db-1', SecretString: 'mine' }))
    await expect(put).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  test('gives parameters, encrypted unless it says otherwise', async () => {
    const seed: Seed = {
      parameters: [
        { name: '/dev/weather/key', value: 'w', tags: { team: 'sky' } },
        { name: '/dev/cities', value: 'Bonn,Riga', type: 'StringList' },
      ],
    }
    const ssm = parametersOf((await started({ seed })).local)
    const read = async (Name: string) => (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter
    expect(await read('/dev/weather/key')).toMatchObject({ Value: 'w', Type: 'SecureString', Version: 1 })
    expect(await read('/dev/cities')).toMatchObject({ Value: 'Bonn,Riga', Type: 'StringList' })
    const tags = await ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: '/dev/weather/key' }))
    expect(tags.TagList).toEqual([{ Key: 'team', Value: 'sky' }])
  })

  test('gives roles with their policies, inline and attached', async () => {
    const attach = ['arn:aws:iam::123456789012:policy/read', 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']
    const { iam } = await started({
      seed: {
        policies: [{ name: 'read', document: readSecrets }],
        roles: [{ name: 'reader', policies: { own: readSecrets }, attach }],
      },
    })
    const own = await iam.send(new GetRolePolicyCommand({ RoleName: 'reader', PolicyName: 'own' }))
    expect(JSON.parse(decodeURIComponent(own.PolicyDocument ?? ''))).toEqual(readSecrets)
    const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'reader' }))
    expect(AttachedPolicies.map(({ PolicyArn }) => PolicyArn)).toEqual(attach)
  })

  test('goes to the account and the region that it says, else to the first', async () => {
    const { local, secrets } = await started({
      seed: {
        secrets: [
          { name: 'here', value: 'x' },
          { name: 'there', value: 'y', region: 'eu-west-1' },
          { name: 'theirs', value: 'z', account: '111122223333' },
        ],
      },
    })
    const names = async (client: SecretsManagerClient) =>
      (await client.send(new ListSecretsCommand({}))).SecretList?.map(({ Name }) => Name)
    expect(await names(secrets)).toEqual(['here'])
    expect(await names(new SecretsManagerClient({ ...reaching(local), region: 'eu-west-1' }))).toEqual(['there'])
    expect(await names(clientsOf(local, await local.account({ accountId: '111122223333' })).secrets)).toEqual(['theirs'])
  })

  test('leaves alone what is there already, also over a restart', async () => {
    const folders = freshFolders()
    const seed: Seed = { secrets: [{ name: 's', value: 'first' }], parameters: [{ name: 'p', value: 'v' }], roles: [{ name: 'r' }] }
    const first = await started({ ...folders, seed })
    await first.secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString: 'changed' }))
    await first.local.stop()
    const { local, secrets } = await started({ ...folders, seed: { ...seed, secrets: [...(seed.secrets ?? []), { name: 'new' }] } })
    expect(local.seeded).toEqual({ stored: 1, kept: 3 })
    expect((await valueIn(secrets, 's')).SecretString).toBe('changed')
  })

  test('is read from a file, with or without a byte order mark', async () => {
    const file = seedFile('\ufeff{ "secrets": [{ "name": "s", "value": "x" }] }')
    expect((await valueIn((await started({ seed: file })).secrets, 's')).SecretString).toBe('x')
  })

  test('is stored whole or not at all', async () => {
    const folders = freshFolders()
    const good: Seed = { policies: [{ name: 'p', document: readSecrets }], secrets: [{ name: 's', value: 'x' }], roles: [{ name: 'r' }] }
    const bad = startLocal({ port: 0, ...folders, seed: { ...good, parameters: [{ name: 'a b', value: 'x' }] } })
    await expect(bad).rejects.toThrow(/^the seed: parameters\[0\] is refused: /)
    const { secrets, iam, local } = await started(folders)
    expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([])
    expect((await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).Policies).toEqual([])
    await expect(iam.send(new ListRolePoliciesCommand({ RoleName: 'r' }))).rejects.toMatchObject({ name: 'NoSuchEntityException' })
    expect(local.seeded).toBeUndefined()
  })
})

describe('a seed that cannot be used names its file and the place, and no value', () => {
  const planted = 'sk_live_planted'
  const refusalOf = (seed: string) =>
    startLocal({ port: 0, seed }).then(
      () => 'it started',
      (error: Error) => error.message,
    )

  test.each([
    ['is no JSON', `{ "secrets": [\n  { "name": "s", "value": "${planted}" },,\n] }`, /is not JSON/],
    ['ends too early', `{ "secrets": [{ "name": "s", "value": "${planted}`, /is not JSON/],
    ['is a bare value', `${planted}`, /is not JSON/],
    ['has an unknown member', `{ "secrets": [{ "name": "s", "vaule": "${planted}" }] }`, /secrets\[0\]\.vaule is not known/],
    [
      'has a name that AWS refuses',
      `{ "secrets": [{ "name": "s", "value": "x" }, { "name": "a b", "value": "${planted}" }] }`,
      /secrets\[1\] is refused: .*name/,
    ],
    [
      'has a value that is too long',
      `{ "secrets": [{ "name": "s", "value": "${planted.repeat(10_000)}" }] }`,
      /secrets\[0\] is refused: .*65536/,
    ],
    [
      'has a value that a parameter may not have',
      `{ "parameters": [{ "name": "p", "value": "{{${planted}}}" }] }`,
      /parameters\[0\] is refused/,
    ],
    ['has a policy that is none', `{ "roles": [{ "name": "r", "policies": { "own": { "Statement": [{}] } } }] }`, /roles\[0\] is refused/],
    [
      'attaches what is not there',
      '{ "roles": [{ "name": "r", "attach": ["arn:aws:iam::aws:policy/Nothing"] }] }',
      /roles\[0\] is refused: .*Nothing does not exist/,
    ],
  ])('because it %s', async (_, text, place) => {
    const file = seedFile(text)
    const message = await refusalOf(file)
    expect(message).toMatch(place)
    expect(message).toContain(file)
    expect(message).not.toContain(planted)
  })

  test('because it is not there', async () => {
    const file = join(freshFolder(), 'nothing.json')
    expect(await refusalOf(file)).toMatch(/nothing\.json cannot be read \(ENOENT\)/)
  })

  test('and nothing was made for it', async () => {
    const folders = freshFolders()
    await expect(startLocal({ port: 0, ...folders, seed: seedFile('[]') })).rejects.toThrow('it is not an object')
    expect(existsSync(folders.dataDir)).toBe(false)
  })
})
