import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { errorReply, type Reply, secretReply } from '../test/fake-aws.ts'
import { functionOf, until } from '../test/function-of.ts'
import { awslambda, invokeStreaming, marksOf, type StreamingHandler } from '../test/streaming-runtime.ts'
import { wrapped } from './with-secrets.ts'

const key = 'sk_live_4711'

const denied =
  'User: arn:aws:sts::123456789012:assumed-role/checkout/checkout is not authorized to perform: secretsmanager:GetSecretValue on resource: stripe because no identity-based policy allows the secretsmanager:GetSecretValue action'

/** A function with one secret, and `wrap`, which is `withSecrets` of it. */
async function streamingFunction(reply: Reply = secretReply(key)) {
  const { aws, runtime, text } = await functionOf(() => reply)
  const stripe = text('stripe')
  return { aws, stripe, wrap: (handler: StreamingHandler) => wrapped([stripe], handler, () => runtime) }
}

test('a streaming handler stays one inside withSecrets, and has its secret before it streams', async () => {
  const { aws, stripe, wrap } = await streamingFunction()
  const handler = wrap(
    awslambda.streamifyResponse(
      async (_event, stream) => {
        await pipeline(Readable.from(['a key of ', String(stripe.peek()?.reveal().length)]), stream)
      },
      { highWaterMark: 4711 },
    ),
  )
  expect(marksOf(handler)).toEqual(['response', 4711])
  expect(await invokeStreaming(handler)).toEqual({ body: 'a key of 12', logged: '' })
  expect(aws.seen).toHaveLength(1)
})

test('what withSecrets gives can be made a streaming handler', async () => {
  const { stripe, wrap } = await streamingFunction()
  const handler = awslambda.streamifyResponse(
    wrap(async (_event, stream) => {
      stream.write(`a key of ${stripe.peek()?.reveal().length}`)
      stream.end()
    }),
  )
  expect(await invokeStreaming(handler)).toEqual({ body: 'a key of 12', logged: '' })
})

test('a handler that does not stream is not marked as one', async () => {
  const { wrap } = await streamingFunction()
  expect(marksOf(wrap(async () => undefined))).toEqual([undefined, undefined])
})

test('a streaming handler whose secret may not be read ends with the error that says what to do', async () => {
  const { wrap } = await streamingFunction(errorReply('AccessDeniedException', denied))
  const { body, logged } = await invokeStreaming(awslambda.streamifyResponse(wrap(async (_event, stream) => void stream.end('never'))))
  expect(body).toBe('')
  expect(logged).toContain('ACCESS_DENIED')
  expect(logged).toContain('secretsmanager:GetSecretValue')
})

test('a streaming handler waits for its secret no longer than the invocation may take', async () => {
  const { wrap } = await streamingFunction('hang')
  const { logged } = await invokeStreaming(awslambda.streamifyResponse(wrap(async (_event, stream) => void stream.end('never'))), 300)
  expect(logged).toMatch(/no time (is )?left to read stripe/)
})

test('an error that a streaming handler throws in the middle of its answer holds no value', async () => {
  const { wrap } = await streamingFunction()
  const handler = awslambda.streamifyResponse(
    wrap(async (_event, stream) => {
      stream.write('so far')
      throw Object.assign(new Error(`refused ${key}`), { key })
    }),
  )
  const { body, logged } = await invokeStreaming(handler)
  expect(body).toBe('so far')
  expect(logged).toContain('refused [redacted]')
  expect(logged).not.toContain(key)
})

test.for<[string, (stream: Parameters<StreamingHandler>[1], error: Error) => unknown]>([
  ['destroys it', (stream, error) => stream.destroy(error)],
  ['emits', (stream, error) => stream.emit('error', error)],
])('an error that ends the stream after the handler has returned holds no value: one that %s', async ([_, end]) => {
  const { wrap } = await streamingFunction()
  const handler = awslambda.streamifyResponse(
    wrap(async (_event, stream) => {
      stream.write('so far')
      setTimeout(() => end(stream, Object.assign(new Error(`upstream refused ${key}`), { key })), 10)
    }),
  )
  const { logged } = await invokeStreaming(handler)
  expect(logged).toContain('upstream refused [redacted]')
  expect(logged).not.toContain(key)
})

test('a failing source of a pipeline ends the answer without a value', async () => {
  const { wrap } = await streamingFunction()
  const handler = awslambda.streamifyResponse(
    wrap(async (_event, stream) => {
      const source = Readable.from(
        (function* () {
          yield 'so far'
          throw new Error(`upstream refused ${key}`)
        })(),
      )
      await pipeline(source, stream)
    }),
  )
  const { logged } = await invokeStreaming(handler)
  expect(logged).toContain('upstream refused [redacted]')
  expect(logged).not.toContain(key)
})

test('listeners of the stream hear other events as they are', async () => {
  const { wrap } = await streamingFunction()
  const heard: unknown[] = []
  const handler = awslambda.streamifyResponse(
    wrap(async (_event, stream) => {
      stream.on('progress', (...values) => heard.push(...values))
      stream.emit('progress', key, 1)
      stream.destroy()
    }),
  )
  await Promise.race([invokeStreaming(handler), until(() => heard.length > 0)])
  expect(heard).toEqual([key, 1])
})
