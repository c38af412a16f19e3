import { callError } from './call-error.ts'
import type { Received } from './send.ts'

/** An answer, shaped like `Response` and lighter: making the first real one costs a cold start 16 ms. Its body can be read once. */
export interface Answer {
  /** Whether `status` is 200 to 299. */
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /** The body's bytes as they come. Leaving the loop early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>
  json(): Promise<unknown>
  text(): Promise<string>
  bytes(): Promise<Uint8Array>
  /** A real `Response` for code that insists on one; it takes the body with it. */
  toResponse(): Response
}

// Fetch standard, "null body status"
const bodilessStatuses = [101, 103, 204, 205, 304]

/**
 * `broken` makes the error for a body that broke off or does not parse.
 * Message and body stay in closures: an API may send a credential back, and an inspected answer shows none of it.
 */
export function answerOf({ message, body }: Received, secret: string, broken: (complaint: string, error?: Error) => unknown): Answer {
  const status = message.statusCode ?? 0 // only a server's own message lacks it
  let isTaken = false

  function take(): AsyncGenerator<Uint8Array> {
    if (isTaken) throw callError('BODY_ALREADY_READ', secret, "has its answer's body read already: keep what the first reading gave")
    isTaken = true
    return chunks()
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* body
    } catch (error) {
      throw broken('broke off within its answer: call again', error as Error /* a stream of Node's throws no other */)
    }
  }
  async function bytes(): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    for await (const part of take()) parts.push(part)
    return new Uint8Array(Buffer.concat(parts)) // a copy: the buffer behind a small Buffer is shared with others
  }
  const text = async () => new TextDecoder().decode(await bytes())

  return Object.freeze({
    ok: status >= 200 && status < 300,
    status,
    headers: Object.freeze({ get: (name: string) => message.headersDistinct[name.toLowerCase()]?.join(', ') ?? null }),
    body: Object.freeze({ [Symbol.asyncIterator]: take }),
    bytes,
    text,
    async json() {
      const read = await text()
      try {
        return JSON.parse(read)
      } catch {
        throw broken(`was answered ${status} with a body that is not JSON: read it with text()`) // JSON.parse quotes the body
      }
    },
    toResponse() {
      const headers = Object.entries(message.headersDistinct).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      )
      return new Response(bodilessStatuses.includes(status) ? null : take(), { status, statusText: message.statusMessage ?? '', headers })
    },
  })
}
