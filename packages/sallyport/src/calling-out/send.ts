import type { IncomingMessage } from 'node:http'
import type { PassThrough } from 'node:stream'
import type { CallLimits } from './call-limits.ts'
import type { Connections } from './connections.ts'
import type { Payload } from './payload.ts'

/** A request as it goes out, the credential's headers included. */
export interface Outgoing {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: Payload
}

/** An answer's head, and its body as far as it has come. */
export interface Received {
  readonly message: IncomingMessage
  readonly body: PassThrough
}

// What an answer may hold unread before its connection is held up: most answers of an API fit, so a caller who looks at the status
// alone still gives the connection back
const unreadBytes = 64 * 1024

/**
 * Sends `outgoing`, and gives the answer or the error that broke it. After a broken connection it is sent once more, on a new one, if that
 * cannot do a thing twice; a kept connection that turns out dead is no exception, since the server may have read the request.
 */
export async function send(outgoing: Outgoing, connections: Connections, limits: CallLimits): Promise<Received | Error> {
  await limits.during(connections.ready())
  const outcome = await limits.during(attempt(outgoing, connections, limits, false))
  if (!('code' in outcome && isBroken(outcome.code)) || !maySendTwice(outgoing)) return outcome
  return await limits.during(attempt(outgoing, connections, limits, true))
}

/** RFC 9110, section 9.2.2, "Idempotent Methods", or the caller's word for it. */
function maySendTwice({ method, headers, payload }: Outgoing): boolean {
  const isIdempotent = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'].includes(method) || headers['idempotency-key'] !== undefined
  return isIdempotent && payload.isReplayable
}

function attempt(outgoing: Outgoing, connections: Connections, limits: CallLimits, isResend: boolean): Promise<Received | Error> {
  const { PassThrough, Readable, pipeline } = process.getBuiltinModule('node:stream')
  const { url, method, headers, payload } = outgoing
  return new Promise((resolve) => {
    const request = connections.request(url, { method, headers }, isResend, (message) => {
      const body = new PassThrough({ highWaterMark: unreadBytes })
      pipeline(message, body, () => undefined) // what breaks the message breaks the body, and is told to its reader
      resolve({ message, body })
    })
    request.on('error', resolve) // one that comes after the answer has no one to resolve, and reaches the body's reader
    limits.onEnd((reason) => request.destroy(reason instanceof Error ? reason : undefined))
    const { content } = payload
    if (content === undefined || typeof content === 'string' || content instanceof Uint8Array) return request.end(content)
    const stream = Readable.from(content)
    stream.on('error', (error) => resolve(error instanceof Error ? error : new Error('the body threw something that is not an error')))
    pipeline(stream, request, () => undefined) // an error of the stream is told above, then destroys the request
  })
}

/** What is to be said of `error`, which is cleaned already, as the end of `outgoing`. */
export function complaintOf({ code }: Error & { code?: string | undefined }, outgoing: Outgoing): string {
  const isUnsure = isBroken(code) && !maySendTwice(outgoing)
  const remedy = isUnsure ? 'it may have arrived, and goes out again only with an Idempotency-Key header' : 'see its cause, then call again'
  return `got no answer${code === undefined ? '' : ` (${code})`}: ${remedy}`
}

function isBroken(code: unknown): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE'
}
