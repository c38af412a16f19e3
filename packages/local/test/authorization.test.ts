import { CreateSecretCommand, GetSecretValueCommand, ListSecretsCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { clientsOf, sessionOf, started } from './started.ts'

const allow = (Action: string, Resource: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more })
const anySecret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:'

async function withSecrets(...names: string[]) {
  const clients = await started()
  const arns: Record<string, string> = {}
  for (const Name of names)
    arns[Name] = (await clients.secrets.send(new CreateSecretCommand({ Name, SecretString: `value of ${Name}` }))).ARN ?? ''
  return { clients, arns }
}

const session = 'arn:aws:sts::123456789012:assumed-role/reader/tested'

test('the ARN with six question marks lets exactly one secret be read, by any form of its id', async () => {
  const { clients, arns } = await withSecrets('stripe', 'stripe-live01')
  const { secrets } = await sessionOf(clients, 'reader', [allow('secretsmanager:GetSecretValue', `${anySecret}stripe-??????`)])
  const read = (SecretId: string) => secrets.send(new GetSecretValueCommand({ SecretId }))
  const arn = arns['stripe'] ?? ''
  for (const id of ['stripe', arn, arn.slice(0, -7)]) expect((await read(id)).SecretString).toBe('value of stripe')
  await expect(read('stripe-live01')).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('a refusal names the action and the secret as the caller wrote it', async () => {
  const { clients, arns } = await withSecrets('s')
  const { secrets } = await sessionOf(clients, 'reader', [])
  for (const SecretId of ['s', arns['s'] ?? '']) {
    await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${session} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SecretId} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
      $metadata: { httpStatusCode: 400 },
    })
  }
})

test('a list that is refused names no resource', async () => {
  const clients = await started()
  const { secrets } = await sessionOf(clients, 'reader', [])
  await expect(secrets.send(new ListSecretsCommand({}))).rejects.toMatchObject({
    message: `User: ${session} is not authorized to perform: secretsmanager:ListSecrets because no identity-based policy allows the secretsmanager:ListSecrets action`,
  })
})

test('an explicit deny wins and is called one', async () => {
  const { clients } = await withSecrets('s')
  const { secrets } = await sessionOf(clients, 'reader', [allow('*', '*'), { Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' }])
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject({
    message: expect.stringMatching(/ on resource: s with an explicit deny in an identity-based policy$/),
  })
})

test('who may not read a secret does not learn whether it exists', async () => {
  const { clients } = await withSecrets('there')
  const { secrets } = await sessionOf(clients, 'reader', [])
  for (const SecretId of ['there', 'not-there']) {
    await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  }
})

test('a condition on the stage sees only what the request sent', async () => {
  const { clients } = await withSecrets('s')
  const Condition = { StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT' } }
  const { secrets } = await sessionOf(clients, 'reader', [allow('secretsmanager:GetSecretValue', '*', { Condition })])
  const read = (more: object) => secrets.send(new GetSecretValueCommand({ SecretId: 's', ...more }))
  expect((await read({ VersionStage: 'AWSCURRENT' })).SecretString).toBe('value of s')
  await expect(read({})).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('a role may create below a prefix with name-* and not with the bare name', async () => {
  const clients = await started()
  const create = (secrets: typeof clients.secrets, Name: string) => secrets.send(new CreateSecretCommand({ Name, SecretString: 'x' }))
  const wide = await sessionOf(clients, 'wide', [allow('secretsmanager:CreateSecret', `${anySecret}app-*`)])
  expect((await create(wide.secrets, 'app')).Name).toBe('app')
  await expect(create(wide.secrets, 'other')).rejects.toMatchObject({ name: 'AccessDeniedException' })
  const bare = await sessionOf(clients, 'bare', [allow('secretsmanager:CreateSecret', `${anySecret}app2`)])
  await expect(create(bare.secrets, 'app2')).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('tags on a new secret need the right to tag', async () => {
  const clients = await started()
  const { secrets } = await sessionOf(clients, 'maker', [allow('secretsmanager:CreateSecret', '*')])
  const create = (more: object) => secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x', ...more }))
  await expect(create({ Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toMatchObject({
    message: expect.stringContaining('secretsmanager:TagResource'),
  })
  await create({})
})

test('a tag of the secret can decide', async () => {
  const clients = await started()
  const Tags = [{ Key: 'team', Value: 'payments' }]
  await clients.secrets.send(new CreateSecretCommand({ Name: 'tagged', SecretString: 'x', Tags }))
  await clients.secrets.send(new CreateSecretCommand({ Name: 'plain', SecretString: 'x' }))
  const Condition = { StringEquals: { 'secretsmanager:ResourceTag/team': 'payments' } }
  const { secrets } = await sessionOf(clients, 'reader', [allow('secretsmanager:GetSecretValue', '*', { Condition })])
  await secrets.send(new GetSecretValueCommand({ SecretId: 'tagged' }))
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 'plain' }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('a refused change changes nothing', async () => {
  const { clients } = await withSecrets('s')
  const { secrets } = await sessionOf(clients, 'reader', [allow('secretsmanager:GetSecretValue', '*')])
  await expect(secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString: 'other' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  })
  expect((await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('value of s')
})

test('with auth off nothing is denied, whatever credentials are sent', async () => {
  const clients = await started({ auth: 'off' })
  const session = await sessionOf(clients, 'reader', [])
  await session.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  const dummy = clientsOf(clients.local, { accessKeyId: 'test', secretAccessKey: 'test' })
  expect((await dummy.secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('x')
})
