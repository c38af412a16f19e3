import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { errorReply, type Reply, secretReply } from '../test/fake-aws.ts'
import { functionOf, held, until } from '../test/function-of.ts'
import { configureRuntime } from './configure.ts'
import { wrapped } from './with-secrets.ts'

test('begins to read in INIT, and the first invocation waits for it', async () => {
  const slow = held<Reply>()
  const { aws, runtime, text } = await functionOf(() => slow.promise)
  const stripe = text('stripe')
  const handler = wrapped(
    [stripe],
    async (event: string) => `${event}: ${stripe.peek()?.reveal()}`,
    () => runtime,
  )
  await until(() => aws.seen.length === 1)
  const answer = handler('first')
  slow.release(secretReply('key-1'))
  expect(await answer).toBe('first: key-1')
  expect(await handler('second')).toBe('second: key-1')
  expect(aws.seen).toHaveLength(1)
})

test('uses what is configured later in the module', async () => {
  const { aws, runtime, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('{stage}/stripe')
  const handler = wrapped(
    [stripe],
    async () => undefined,
    () => runtime,
  )
  configureRuntime(runtime, { stage: 'prod' })
  await handler()
  expect(aws.seen.map(({ input }) => input['SecretId'])).toEqual(['prod/stripe'])
})

/** A handler whose secret was refused in INIT, and `grant`, after which it is not. */
async function refusedInInit() {
  let reply: Reply = errorReply('AccessDeniedException')
  const { aws, runtime, text } = await functionOf(() => reply)
  const handler = wrapped(
    [text('stripe')],
    async () => 'done',
    () => runtime,
  )
  await until(() => aws.seen.length === 1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  const grant = () => {
    reply = secretReply('key-1')
  }
  return { aws, handler, grant }
}

test('reads again, at the invocation, what was refused in INIT, and tells a refusal there', async () => {
  const { aws, handler } = await refusedInInit()
  await expect(handler()).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  expect(aws.seen).toHaveLength(2)
})

test('reads again once for all invocations that come at a time', async () => {
  const { aws, handler, grant } = await refusedInInit()
  grant()
  const first = handler()
  await Promise.resolve()
  expect(await Promise.all([first, handler(), handler()])).toEqual(['done', 'done', 'done'])
  expect(aws.seen).toHaveLength(2)
})

test('works at the first invocation when the grant came after INIT', async () => {
  const { handler, grant } = await refusedInInit()
  grant()
  expect(await handler()).toBe('done')
})

test('reads again at the next invocation after one that AWS did not answer, and fails each with what to do', async () => {
  let reply: Reply = { status: 500, body: '' }
  const { clock, runtime, text } = await functionOf(() => reply, { AWS_MAX_ATTEMPTS: '1' })
  const handler = wrapped(
    [text('stripe')],
    async () => 'done',
    () => runtime,
  )
  await expect(handler()).rejects.toMatchObject({ code: 'AWS_UNREACHABLE', secret: 'stripe' })
  clock.advance(1_000)
  reply = secretReply('key-1')
  expect(await handler()).toBe('done')
})

/** Lambda's context of an invocation that has so much time left. */
function contextOf(leftMs: number) {
  const end = performance.now() + leftMs
  return { getRemainingTimeInMillis: () => end - performance.now() }
}

test.for<[string, (context: object) => unknown[]]>([
  ['(event, context)', (context) => ['event', context]],
  ['(event, stream, context)', (context) => ['event', undefined, context]],
  ['(event, context, callback)', (context) => [null, context, () => undefined]],
])('waits no longer than Lambda’s context allows, in a handler of %s', async ([_, argumentsWith]) => {
  const { runtime, text } = await functionOf(() => 'hang')
  const handler = wrapped(
    [text('stripe')],
    async (..._arguments: unknown[]) => 'done',
    () => runtime,
  )
  await expect(handler(...argumentsWith(contextOf(250)))).rejects.toThrow(/no time (is )?left to read stripe/)
})

test('waits no longer than Lambda’s context allows for what is read again after a refusal in INIT', async () => {
  let reply: Reply = errorReply('AccessDeniedException')
  const { aws, runtime, text } = await functionOf(() => reply)
  const handler = wrapped(
    [text('stripe')],
    async (_context: object) => 'done',
    () => runtime,
  )
  await until(() => aws.seen.length === 1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  reply = 'hang'
  await expect(handler(contextOf(250))).rejects.toMatchObject({ code: 'ACCESS_DENIED' }) // the last word of AWS, not the client’s own after 5 s
})

test('lets no error leave that holds a value, and keeps it the same error', async () => {
  const { runtime, text } = await functionOf(() => secretReply('sk_live_4711'))
  const stripe = text('stripe')
  const thrown = Object.assign(new TypeError('refused sk_live_4711'), { config: { headers: { authorization: 'Bearer sk_live_4711' } } })
  const handler = wrapped(
    [stripe],
    async () => {
      throw thrown
    },
    () => runtime,
  )
  const error = await handler().catch((reason: unknown) => reason)
  expect(error).toBe(thrown)
  expect(inspect(error, { depth: null }) + (error as Error).stack).not.toContain('sk_live_4711')
})

test('keeps out of errors the value before the last change too', async () => {
  let key = 'old-key-1'
  const { clock, runtime, text } = await functionOf(() => secretReply(key, key))
  const stripe = text('stripe')
  let leaked = ''
  const handler = wrapped(
    [stripe],
    async () => {
      leaked ||= (await stripe.get()).reveal()
      throw new Error(`refused ${leaked}`)
    },
    () => runtime,
  )
  await expect(handler()).rejects.toThrow('refused [redacted]')
  key = 'new-key-1'
  clock.advance(3_600_000)
  await expect(handler()).rejects.toThrow('refused [redacted]')
  expect((await stripe.get()).reveal()).toBe('new-key-1')
})

test('lets no error leave that holds bytes', async () => {
  const bytes = Buffer.from([0, 1, 2, 255, 4, 5, 6, 7])
  const { of, runtime } = await functionOf(() => ({ body: { SecretBinary: bytes.toString('base64'), VersionId: 'v1' } }))
  const keystore = of('keystore', { kind: 'binary', parse: (stored) => stored })
  const handler = wrapped(
    [keystore],
    async () => {
      throw new Error(`refused ${Buffer.from((await keystore.get()).reveal()).toString('hex')}`)
    },
    () => runtime,
  )
  await expect(handler()).rejects.toThrow('refused [redacted]')
})

test('lets no value leave in an error that was replaced twice, configured away, or crowded out meanwhile', async () => {
  let version = 1
  const { runtime, text } = await functionOf(() => secretReply(`sk_live_version_${version}`, `v${version++}`))
  const stripe = text('stripe')
  const handler = wrapped(
    [stripe],
    async () => {
      const first = (await stripe.get()).reveal()
      for (let change = 0; change < 3; change++) await stripe.refresh()
      configureRuntime(runtime, {})
      throw new Error(`refused ${first}`)
    },
    () => runtime,
  )
  await expect(handler()).rejects.toThrow('refused [redacted]')
})
