import { expect, test } from 'vitest'
import { errorReply, type Reply, type Seen, secretReply } from '../../test/fake-aws.ts'
import { functionOf } from '../../test/function-of.ts'
import { batch } from './batch.ts'

const names = (count: number) => Array.from({ length: count }, (_, i) => `secret-${i}`)
const denied = errorReply('AccessDeniedException', 'User: arn:aws:sts::123456789012:assumed-role/role/f is not authorized')
const asked = (seen: readonly Seen[]) => seen.map(({ operation, input }) => [operation, input['SecretIdList'] ?? input['SecretId']])

/** Secrets Manager that gives every secret, `over` answering first. */
const giving =
  (over: (seen: Seen) => Reply | undefined = () => undefined) =>
  (seen: Seen): Reply => {
    const reply = over(seen)
    if (reply) return reply
    if (seen.operation !== 'BatchGetSecretValue') return secretReply(`value of ${seen.input['SecretId']}`)
    const ids = seen.input['SecretIdList'] as string[] // the operation's own input
    const of = (id: string) => (id.startsWith('arn:') ? { ARN: id, Name: 'another' } : { Name: id })
    return { body: { SecretValues: ids.map((id) => ({ ...of(id), SecretString: `value of ${id}`, VersionId: 'v1' })), Errors: [] } }
  }

test.for([
  [2, [2]],
  [20, [20]],
  [21, [20, 0]],
  [45, [20, 20, 5]],
] as const)('reads %i secrets of one tick by batches of %j', async ([count, sizes]) => {
  const { aws, text } = await functionOf(giving())
  const values = await Promise.all(names(count).map((name) => text(name, { batch }).get()))
  expect(values.map((value) => value.reveal())).toEqual(names(count).map((name) => `value of ${name}`))
  // One that is left over comes by itself, and needs no batch.
  expect(aws.seen.map(({ input }) => (input['SecretIdList'] as string[] | undefined)?.length ?? 0)).toEqual(sizes)
})

test('makes no batch of what does not ask for one, nor of one secret, nor of a version of its own', async () => {
  const { aws, text } = await functionOf(giving())
  await Promise.all([
    text('a', { batch }).get(),
    text('b').get(),
    text('c', { batch, versionStage: 'AWSPREVIOUS' }).get(),
    text('d', { batch, versionId: 'v1' }).get(),
  ])
  expect(aws.seen.map(({ operation }) => operation)).toEqual(Array(4).fill('GetSecretValue'))
})

test('never makes a batch across accounts or regions', async () => {
  const { aws, text } = await functionOf(giving())
  const arn = (region: string, account: string, name: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`
  const own = ['a', 'b']
  const theirs = [arn('eu-west-1', '111122223333', 'c'), arn('eu-west-1', '111122223333', 'd')]
  const elsewhere = [arn('us-east-2', '111122223333', 'e'), arn('us-east-2', '111122223333', 'f')]
  const values = await Promise.all([...own, ...theirs, ...elsewhere].map((name) => text(name, { batch }).get()))
  expect(values.map((value) => value.reveal())).toEqual([...own, ...theirs, ...elsewhere].map((name) => `value of ${name}`))
  expect(aws.seen.map(({ input }) => input['SecretIdList'])).toEqual(expect.arrayContaining([own, theirs, elsewhere]))
  expect(aws.seen).toHaveLength(3)
})

test('gives each secret of a batch its own error, and its neighbours their values', async () => {
  const { aws, text } = await functionOf((seen) => ({
    body: {
      SecretValues: [{ Name: 'a', SecretString: 'value of a', VersionId: 'v1' }],
      Errors: (seen.input['SecretIdList'] as string[]).slice(1).map((SecretId) => ({
        SecretId,
        ErrorCode: SecretId === 'b' ? 'ResourceNotFoundException' : 'AccessDeniedException',
        Message: `User: arn:aws:sts::123456789012:assumed-role/role/f is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SecretId} because`,
      })),
    },
  }))
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => text(name, { batch }).get()))
  expect(results).toMatchObject([
    { status: 'fulfilled' },
    { reason: { code: 'SECRET_NOT_FOUND', secret: 'b' } },
    { reason: { code: 'ACCESS_DENIED', secret: 'c', message: expect.stringContaining('add {"Effect":"Allow"') } },
  ])
  expect(aws.seen).toHaveLength(1)
})

test('reads each by itself where the role may make no batches, and tries none again', async () => {
  const { aws, clock, text } = await functionOf(giving((seen) => (seen.operation === 'BatchGetSecretValue' ? denied : undefined)))
  const handles = names(3).map((name) => text(name, { batch }))
  for (let round = 0; round < 2; round++) {
    const values = await Promise.all(handles.map((handle) => handle.get()))
    expect(values.map((value) => value.reveal())).toEqual(names(3).map((name) => `value of ${name}`))
    clock.advance(24 * 3_600_000)
  }
  expect(asked(aws.seen).map(([operation]) => operation)).toEqual(['BatchGetSecretValue', ...Array(6).fill('GetSecretValue')])
})

test('reads each by itself for a minute when batches are throttled', async () => {
  const { aws, clock, text } = await functionOf(
    giving((seen) => (seen.operation === 'BatchGetSecretValue' ? errorReply('ThrottlingException', 'Rate exceeded') : undefined)),
    { AWS_MAX_ATTEMPTS: '1' },
  )
  const handles = names(2).map((name) => text(name, { batch, ttlSeconds: 1 }))
  const operations: string[][] = []
  for (const ms of [0, 30_000, 31_000]) {
    clock.advance(ms)
    await Promise.all(handles.map((handle) => handle.get()))
    operations.push(aws.seen.splice(0).map(({ operation }) => operation))
  }
  const single = ['GetSecretValue', 'GetSecretValue']
  expect(operations).toEqual([['BatchGetSecretValue', ...single], single, ['BatchGetSecretValue', ...single]])
})

test('does not ask for each by itself when AWS is down', async () => {
  const { aws, text } = await functionOf(() => ({ status: 500, body: '' }), { AWS_MAX_ATTEMPTS: '1' })
  const results = await Promise.allSettled(names(5).map((name) => text(name, { batch }).get()))
  expect(results.map((result) => result.status === 'rejected' && result.reason.code)).toEqual(Array(5).fill('AWS_UNREACHABLE'))
  expect(aws.seen).toHaveLength(1)
})

test('gives bytes of a batch as they are', async () => {
  const { of } = await functionOf((seen) => ({
    body: {
      SecretValues: (seen.input['SecretIdList'] as string[]).map((Name) => ({ Name, SecretBinary: 'AP/+', VersionId: 'v1' })),
    },
  }))
  const bytes = { kind: 'binary', parse: (stored: string | Uint8Array) => stored }
  const [one] = await Promise.all(['a', 'b'].map((name) => of(name, bytes, { batch }).get()))
  expect(one?.reveal()).toEqual(new Uint8Array([0, 255, 254]))
})
