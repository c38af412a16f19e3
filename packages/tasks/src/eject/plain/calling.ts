/** Calling a declared host with the credential: in the plain code of a project that declares hosts. */
export const calling = String.raw`
export interface CallOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>> | Iterable<readonly [string, string]>
  readonly body?: string | Uint8Array | URLSearchParams | AsyncIterable<string | Uint8Array>
  /** In place of the body: sent as JSON. */
  readonly json?: unknown
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export type Answer = Response & { toResponse(): Response; bytes(): Promise<Uint8Array> }

export interface Calling {
  /** Calls a declared host over https, the credential added; after a 401 the secret is read anew and the request sent once more. */
  fetch(target: string | URL, options?: CallOptions): Promise<Answer>
}

function calling<T>(secret: Handle<T>, hosts: readonly string[], credential: (value: T) => readonly [string, string]): Calling {
  const send = async (target: URL, value: Secret<T>, options: CallOptions): Promise<Response> => {
    const { json, headers: given = {}, timeoutMs = 30_000, signal } = options
    const body = json === undefined ? options.body : JSON.stringify(json)
    const headers = new Headers(Symbol.iterator in given ? [...given].map(([name, text]): [string, string] => [name, text]) : given)
    if (json !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
    const [name, text] = credential(value.reveal())
    if (headers.has(name)) throw new Error('the header ' + name + ' is the credential: leave it out')
    headers.set(name, text)
    const limit = AbortSignal.timeout(timeoutMs)
    return fetch(target, {
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      headers,
      redirect: 'manual', // a redirect would carry the credential away
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
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

/** Only a declared host, over https; a loopback address too where AWS itself is on loopback. */
function targetOf(target: string, hosts: readonly string[]): URL {
  const url = new URL(target, 'https://' + (hosts[0] ?? ''))
  const isDeclared = url.protocol === 'https:' && hosts.some((host) => url.host === new URL('https://' + host).host)
  const isPath = !URL.canParse(target)
  const isLocal = !isPath && isLoopback(url) && URL.canParse(process.env['AWS_ENDPOINT_URL'] ?? '') && isLoopback(new URL(process.env['AWS_ENDPOINT_URL'] ?? ''))
  if (url.username + url.password !== '' || !(isDeclared || isLocal)) throw new Error('the secret may not go to ' + url.host)
  return url
}

function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

function answerOf(response: Response): Answer {
  return Object.assign(response, {
    toResponse: () => response,
    bytes: async () => new Uint8Array(await response.arrayBuffer()),
  })
}
`
