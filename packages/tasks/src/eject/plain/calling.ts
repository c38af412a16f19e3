import type { Answer, Calling, CallOptions } from './call-options.ts'
import type { Handle } from './handle.ts'
import type { Secret } from './secret.ts'
import { targetOf } from './target-of.ts'

export function calling<T>(secret: Handle<T>, hosts: readonly string[], credential: (value: T) => readonly [string, string]): Calling {
  const send = async (target: URL, value: Secret<T>, options: CallOptions): Promise<Response> => {
    const { json, headers: given = {}, timeoutMs = 30_000, signal } = options
    const body = json === undefined ? options.body : JSON.stringify(json)
    const headers = new Headers(Symbol.iterator in given ? [...given].map(([name, text]): [string, string] => [name, text]) : given)
    if (json !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
    const [name, text] = credential(value.reveal())
    if (headers.has(name)) throw new Error(`the header ${name} is the credential: leave it out`)
    headers.set(name, text)
    const limit = AbortSignal.timeout(timeoutMs)
    return fetch(target, {
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      redirect: 'manual', // a redirect would carry the credential away
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      // Node takes an iterable of texts or bytes, and then wants `duplex`: both are missing in the types of browsers
      ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']>, duplex: 'half' }),
    } as RequestInit)
  }
  return {
    fetch: async (target, options = {}) => {
      const url = targetOf(String(target), hosts)
      const first = await secret.get()
      const answer = await send(url, first, options)
      const isReplayable = options.body === undefined || !(Symbol.asyncIterator in Object(options.body))
      if (answer.status !== 401 || !isReplayable) return answerOf(answer)
      const next = await secret.refresh()
      if (JSON.stringify(next.reveal()) === JSON.stringify(first.reveal())) return answerOf(answer)
      await answer.body?.cancel()
      return answerOf(await send(url, next, options))
    },
  }
}

function answerOf(response: Response): Answer {
  return Object.assign(response, {
    toResponse: () => response,
    bytes: async () => new Uint8Array(await response.arrayBuffer()),
  })
}
