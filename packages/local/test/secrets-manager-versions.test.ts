import { randomUUID } from 'node:crypto'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  type ListSecretVersionIdsCommandInput,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
  type UpdateSecretVersionStageCommandInput,
} from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { started } from './started.ts'

/** A secret of three values, `first` deprecated, and what a test does with its versions. */
async function threeVersions(now: () => Date = () => new Date()) {
  const { secrets } = await started({ now })
  const { ARN = '', VersionId: first = '' } = await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'first' }))
  const [second, third] = [await put(secrets, 'second'), await put(secrets, 'third')]
  const move = (VersionStage: string, more: Partial<UpdateSecretVersionStageCommandInput>) =>
    secrets.send(new UpdateSecretVersionStageCommand({ SecretId: 's', VersionStage, ...more }))
  const stages = async () => (await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))).VersionIdsToStages
  return { secrets, ARN, first, second, third, move, stages }
}

async function put(secrets: SecretsManagerClient, SecretString: string, VersionStages?: string[]): Promise<string> {
  const { VersionId = '' } = await secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString, VersionStages }))
  return VersionId
}

async function valueAt(secrets: SecretsManagerClient, VersionStage?: string) {
  return (await secrets.send(new GetSecretValueCommand({ SecretId: 's', VersionStage }))).SecretString
}

test('an earlier version is current again, and the one it takes the place of is the previous', async () => {
  const { secrets, second, third, move, stages } = await threeVersions()
  await move('AWSCURRENT', { MoveToVersionId: second, RemoveFromVersionId: third })
  expect(await stages()).toEqual({ [second]: ['AWSCURRENT'], [third]: ['AWSPREVIOUS'] })
  expect([await valueAt(secrets), await valueAt(secrets, 'AWSPREVIOUS')]).toEqual(['second', 'third'])
})

test('a version without a stage becomes current too, and the one that was previous is deprecated', async () => {
  const { secrets, first, third, move, stages } = await threeVersions()
  await move('AWSCURRENT', { MoveToVersionId: first, RemoveFromVersionId: third })
  expect(await stages()).toEqual({ [first]: ['AWSCURRENT'], [third]: ['AWSPREVIOUS'] })
  expect(await valueAt(secrets)).toBe('first')
})

test('AWSPENDING stays where it is when its version becomes current', async () => {
  const { secrets, third, move, stages } = await threeVersions()
  const pending = await put(secrets, 'pending', ['AWSPENDING'])
  await move('AWSCURRENT', { MoveToVersionId: pending, RemoveFromVersionId: third })
  expect(await stages()).toEqual({ [third]: ['AWSPREVIOUS'], [pending]: ['AWSPENDING', 'AWSCURRENT'] })
})

test('a stage of its own is attached, moved and taken off, and the others stay', async () => {
  const { first, second, third, move, stages } = await threeVersions()
  const own = { [second]: ['AWSPREVIOUS'], [third]: ['AWSCURRENT'] }
  await move('blue', { MoveToVersionId: first })
  expect(await stages()).toEqual({ ...own, [first]: ['blue'] })
  await move('blue', { MoveToVersionId: first })
  await move('blue', { MoveToVersionId: second, RemoveFromVersionId: first })
  expect(await stages()).toEqual({ ...own, [second]: ['AWSPREVIOUS', 'blue'] })
  await move('blue', { RemoveFromVersionId: second })
  expect(await stages()).toEqual(own)
})

test('a stage that is in use moves only when the version that has it is named', async () => {
  const { second, third, first, move, stages } = await threeVersions()
  const before = await stages()
  const refused = (message: string) => ({ name: 'InvalidParameterException', message: expect.stringContaining(message) })
  await expect(move('AWSCURRENT', { MoveToVersionId: second })).rejects.toMatchObject(
    refused(
      `The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version ${third}, so you must explicitly reference that version in RemoveFromVersionId.`,
    ),
  )
  await expect(move('AWSCURRENT', { MoveToVersionId: second, RemoveFromVersionId: first })).rejects.toMatchObject(refused(third))
  await expect(move('blue', { MoveToVersionId: second, RemoveFromVersionId: first })).rejects.toMatchObject(refused('no version'))
  await expect(move('AWSCURRENT', { RemoveFromVersionId: third })).rejects.toMatchObject(refused("It can't be completely removed."))
  await expect(move('blue', {})).rejects.toMatchObject(refused('MoveToVersionId'))
  expect(await stages()).toEqual(before)
})

test('a version that is not there gets no stage and loses none', async () => {
  const { third, move } = await threeVersions()
  const none = randomUUID()
  const missing = { name: 'ResourceNotFoundException', message: expect.stringContaining(none) }
  await expect(move('AWSCURRENT', { MoveToVersionId: none, RemoveFromVersionId: third })).rejects.toMatchObject(missing)
  await expect(move('AWSCURRENT', { RemoveFromVersionId: none })).rejects.toMatchObject(missing)
})

test('a secret has twenty stages at most', async () => {
  const { third, move, stages } = await threeVersions()
  for (let count = 2; count < 20; count++) await move(`stage-${count}`, { MoveToVersionId: third })
  await expect(move('one-more', { MoveToVersionId: third })).rejects.toMatchObject({ name: 'LimitExceededException' })
  expect(Object.values((await stages()) ?? {}).flat()).toHaveLength(20)
})

test('versions are listed newest first, those without a stage only when asked for', async () => {
  const at = new Date('2030-05-05T12:34:56Z')
  const { secrets, ARN, first, second, third } = await threeVersions(() => at)
  const list = async (more: Partial<ListSecretVersionIdsCommandInput>) => {
    const { $metadata: _, ...answer } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 's', ...more }))
    return answer
  }
  const told = { CreatedDate: at, KmsKeyIds: ['DefaultEncryptionKey'] }
  const staged = [
    { VersionId: third, VersionStages: ['AWSCURRENT'], ...told },
    { VersionId: second, VersionStages: ['AWSPREVIOUS'], ...told },
  ]
  expect(await list({})).toEqual({ ARN, Name: 's', Versions: staged })
  expect(await list({ IncludeDeprecated: true })).toEqual({ ARN, Name: 's', Versions: [...staged, { VersionId: first, ...told }] })
})

test('a version tells the day of its last read, the others do not', async () => {
  const { secrets, third } = await threeVersions(() => new Date('2030-05-05T12:34:56Z'))
  await valueAt(secrets)
  await expect
    .poll(async () => {
      const { Versions } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 's' }))
      return Versions?.map(({ VersionId, LastAccessedDate }) => [VersionId === third, LastAccessedDate?.toISOString()])
    })
    .toEqual([
      [true, '2030-05-05T00:00:00.000Z'],
      [false, undefined],
    ])
})

test('the list of versions is paged without losing or doubling one, while others are stored and dropped', async () => {
  const { secrets } = await threeVersions()
  for (let index = 4; index <= 100; index++) await put(secrets, `v${index}`)
  const seen: string[] = []
  let NextToken: string | undefined
  do {
    const page = await secrets.send(
      new ListSecretVersionIdsCommand({ SecretId: 's', MaxResults: 40, IncludeDeprecated: true, ...(NextToken && { NextToken }) }),
    )
    seen.push(...(page.Versions ?? []).map(({ VersionId = '' }) => VersionId))
    NextToken = page.NextToken
    if (NextToken !== undefined) await put(secrets, 'one more, which drops the oldest')
  } while (NextToken !== undefined)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(98) // two of the first hundred were dropped before they were listed
})

test('a token of another secret, or of none, is refused', async () => {
  const { secrets } = await threeVersions()
  await secrets.send(new CreateSecretCommand({ Name: 'other', SecretString: 'x' }))
  const { NextToken } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 's', MaxResults: 1 }))
  expect(NextToken).toBeDefined()
  for (const [SecretId, token] of [
    ['other', NextToken],
    ['s', 'made-up'],
  ] as const) {
    const list = secrets.send(new ListSecretVersionIdsCommand({ SecretId, NextToken: token }))
    await expect(list).rejects.toMatchObject({ name: 'InvalidNextTokenException' })
  }
})

test('a secret that waits for its deletion still lists its versions', async () => {
  const { secrets, third, second } = await threeVersions()
  await secrets.send(new DeleteSecretCommand({ SecretId: 's' }))
  const { Versions } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 's' }))
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual([third, second])
})

test('a secret without a value has no versions to list', async () => {
  const { secrets } = await started()
  await secrets.send(new CreateSecretCommand({ Name: 'empty' }))
  expect((await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'empty' }))).Versions).toEqual([])
})

test('a deleted secret is restored with all its versions, and one that was not deleted stays as it is', async () => {
  const { secrets, ARN, second, third, stages, move } = await threeVersions()
  const before = await stages()
  await secrets.send(new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7 }))
  await expect(move('AWSCURRENT', { MoveToVersionId: second, RemoveFromVersionId: third })).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: "You can't perform this operation on the secret because it was marked for deletion.",
  })
  for (let time = 0; time < 2; time++) {
    expect(await secrets.send(new RestoreSecretCommand({ SecretId: 's' }))).toMatchObject({ ARN, Name: 's' })
    expect(await valueAt(secrets)).toBe('third')
    expect(await stages()).toEqual(before)
  }
  expect((await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))).DeletedDate).toBeUndefined()
  expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toHaveLength(1)
})

test('a secret whose window is over cannot be restored', async () => {
  let now = new Date('2030-01-01T00:00:00Z')
  const { secrets } = await threeVersions(() => now)
  await secrets.send(new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7 }))
  now = new Date('2030-01-08T00:00:00Z')
  await expect(secrets.send(new RestoreSecretCommand({ SecretId: 's' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})
