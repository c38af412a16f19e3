import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Writable } from 'node:stream'
import { onTestFinished } from 'vitest'

const mark = Symbol.for('aws.lambda.runtime.handler.streaming')
const highWaterMark = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')

/** The functions of its stream that the runtime hands to a handler. */
const given = [
  'cork',
  'destroy',
  'emit',
  'end',
  'listenerCount',
  'off',
  'on',
  'once',
  'prependListener',
  'removeListener',
  'uncork',
  'write',
] as const
const told = ['destroyed', 'writable', 'writableEnded', 'writableFinished', 'writableLength', 'writableNeedDrain'] as const

export type StreamingHandler = (event: unknown, stream: Writable, context: { getRemainingTimeInMillis(): number }) => Promise<void>

/**
 * What Lambda's Node runtime does with a streaming handler, after its public source: a mark on the function, a stream that is an HTTP request
 * under way behind functions of its own, and one log line of whatever ends it otherwise than well.
 */
export const awslambda = {
  streamifyResponse<H extends object>(handler: H, options?: { highWaterMark: number }): H {
    Reflect.set(handler, mark, 'response')
    if (options !== undefined) Reflect.set(handler, highWaterMark, options.highWaterMark)
    return handler
  },
}

export const marksOf = (handler: object) => [Reflect.get(handler, mark), Reflect.get(handler, highWaterMark)]

/** Invokes a handler as the runtime does; `logged` is what would be in CloudWatch. */
export async function invokeStreaming(handler: StreamingHandler, remainingMs = 3_000): Promise<{ body: string; logged: string }> {
  if (Reflect.get(handler, mark) !== 'response') throw new Error('the runtime takes this handler for one that does not stream')
  let body = ''
  const server = createServer(async (incoming, response) => {
    try {
      for await (const chunk of incoming.setEncoding('utf8')) body += chunk
    } catch {
      // the handler has ended its stream in the middle
    }
    response.end()
  })
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP

  const outgoing = httpRequest({ port, host: '127.0.0.1', method: 'POST', agent: false })
  const isDone = new Promise<void>((resolve, reject) => {
    outgoing.on('response', (incoming) => incoming.resume().on('end', resolve))
    outgoing.on('error', reject)
  })
  isDone.catch(() => undefined) // told below
  const stream = Object.fromEntries(given.map((name) => [name, outgoing[name].bind(outgoing)]))
  for (const name of told) Object.defineProperty(stream, name, { get: () => outgoing[name] })

  const end = performance.now() + remainingMs
  try {
    // all that the runtime gives of a stream, which is less than a Writable
    await handler({}, stream as unknown as Writable, { getRemainingTimeInMillis: () => end - performance.now() })
    await isDone
    return { body, logged: '' }
  } catch (error) {
    outgoing.end()
    await isDone.catch(() => undefined) // it may be this that is told
    const enumerable = (_: string, each: unknown) =>
      each instanceof Error ? { ...each, errorMessage: each.message, stack: each.stack } : each
    return { body, logged: JSON.stringify(error, enumerable) }
  }
}
