import { randomUUID } from 'node:crypto'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { started } from './started.ts'

const invalidName = 'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!'
const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }))

test.each([
  ['a name with a blank', { Name: 'a b' }, 'ValidationException', invalidName],
  ['a name of 513 characters', { Name: 'n'.repeat(513) }, 'ValidationException', 'Member must have length less than or equal to 512'],
  [
    'a token of 31 characters',
    { ClientRequestToken: 't'.repeat(31) },
    'InvalidParameterException',
    'ClientRequestToken must be 32-64 characters long.',
  ],
  [
    'a value of no characters',
    { SecretString: '' },
    'ValidationException',
    "Value at 'secretString' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  ['a value of 65,537 characters', { SecretString: 'x'.repeat(65_537) }, 'ValidationException', "Value at 'secretString' failed"],
  [
    'a value of 65,538 bytes in fewer characters',
    { SecretString: 'é'.repeat(32_769) },
    'InvalidParameterException',
    'larger than 65536 bytes',
  ],
  ['a description of 2,049 characters', { Description: 'd'.repeat(2049) }, 'ValidationException', "at 'description'"],
  ['51 tags', { Tags: tags(51) }, 'InvalidParameterException', 'at most 50 tags'],
  ['a tag of AWS', { Tags: [{ Key: 'aws:x', Value: 'v' }] }, 'InvalidParameterException', 'must not begin with aws:'],
  ['a customer managed key', { KmsKeyId: 'alias/mine' }, 'InvalidParameterException', 'not served on loopback yet'],
  ['a replica', { AddReplicaRegions: [{ Region: 'eu-west-1' }] }, 'InvalidParameterException', 'not served on loopback yet'],
])('%s is refused and nothing is stored', async (_, more, name, message) => {
  const { secrets } = await started()
  const create = secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x', ...more }))
  await expect(create).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([])
})

test('several things that are wrong are told at once', async () => {
  const { secrets } = await started()
  await expect(
    secrets.send(new GetSecretValueCommand({ SecretId: 's', VersionId: 'short', VersionStage: 'x'.repeat(257) })),
  ).rejects.toMatchObject({
    message: expect.stringMatching(
      /^2 validation errors detected: Value 'short' at 'versionId' failed to satisfy constraint: Member must have length greater than or equal to 32; Value '.*' at 'versionStage' failed/,
    ),
  })
})

test('a filter that does not exist is refused with those that do', async () => {
  const { secrets } = await started()
  // the SDK's types forbid it; another client may send it
  const Filters = JSON.parse('[{"Key":"colour","Values":["red"]}]')
  await expect(secrets.send(new ListSecretsCommand({ Filters }))).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'colour' at 'filters.1.member.key' failed to satisfy constraint: Member must satisfy enum value set: [description, name, tag-key, tag-value, primary-region, owning-service, all]",
  })
})

test('a secret that waits for its deletion cannot be changed, deleted again or made anew', async () => {
  const { secrets } = await started()
  await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  await secrets.send(new DeleteSecretCommand({ SecretId: 's' }))
  const marked = "You can't perform this operation on the secret because it was marked for deletion."
  for (const command of [new PutSecretValueCommand({ SecretId: 's', SecretString: 'y' }), new DeleteSecretCommand({ SecretId: 's' })]) {
    await expect(secrets.send(command as PutSecretValueCommand)).rejects.toMatchObject({ name: 'InvalidRequestException', message: marked })
  }
  await expect(secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))).rejects.toMatchObject({
    message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
  })
})

test('a token used for another value is refused by name, and the value stays', async () => {
  const { secrets } = await started()
  const token = randomUUID()
  const { ARN } = await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x', ClientRequestToken: token }))
  const message = `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${ARN}.`
  const again = { SecretString: 'y', ClientRequestToken: token }
  await expect(secrets.send(new CreateSecretCommand({ Name: 's', ...again }))).rejects.toMatchObject({ message })
  await expect(secrets.send(new PutSecretValueCommand({ SecretId: 's', ...again }))).rejects.toMatchObject({ message })
  expect((await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('x')
})

test('a reader is told what is missing: the secret, the version or the stage', async () => {
  const { secrets } = await started()
  const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  const id = randomUUID()
  const message = async (more: object) => {
    const thrown: unknown = await secrets.send(new GetSecretValueCommand({ SecretId: 's', ...more })).catch((error: unknown) => error)
    return thrown instanceof Error ? thrown.message : 'it succeeded'
  }
  expect(await message({ SecretId: 'other' })).toBe("Secrets Manager can't find the specified secret.")
  expect(await message({ SecretId: `${ARN.slice(0, -1)}!` })).toBe("Secrets Manager can't find the specified secret.")
  expect(await message({ VersionId: id })).toBe(`Secrets Manager can't find the specified secret value for VersionId: ${id}`)
  expect(await message({ VersionStage: 'blue' })).toBe("Secrets Manager can't find the specified secret value for staging label: blue")
})

test('a window together with force is refused', async () => {
  const { secrets } = await started()
  await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  const both = new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true })
  await expect(secrets.send(both)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  expect((await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))).DeletedDate).toBeUndefined()
})
