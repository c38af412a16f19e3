import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Bytes of an event or an answer. Source: "Lambda quotas", invocation payload (6 MB each, plus the envelope that AWS allows). */
const maxPayloadBytes = 6 * 1024 * 1024 + 100

/** An event on its way to a runtime. */
export interface Invocation {
  requestId: string
  deadlineMs: number
  invokedFunctionArn: string
  traceId: string
  clientContext?: string | undefined
  event: string
}

/** What a runtime says. */
export interface RuntimeEvents {
  /** It asked for the next event: INIT, or the invocation before, is over. */
  ready(): void
  answered(payload: Buffer): void
  failed(failure: FunctionFailure): void
  initFailed(failure: FunctionFailure): void
}

/** What the caller of a function that failed is told; a runtime may add members of its own, as Node.js does with `trace`. */
export interface FunctionFailure {
  errorType: string
  errorMessage: string
}

interface Route {
  method: string
  path: RegExp
  answer(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> | void
}

/**
 * The Lambda Runtime API of one execution environment. A runtime is told a host and a port only, so each environment has a port.
 * Source: "Using the Lambda runtime API for custom runtimes" and the OpenAPI specification it links to.
 */
export class RuntimeApiListener {
  readonly #server: Server
  readonly #events: RuntimeEvents
  readonly #routes: readonly Route[] = [
    { method: 'GET', path: /^\/2018-06-01\/runtime\/invocation\/next$/, answer: (_request, response) => this.#next(response) },
    { method: 'POST', path: /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/response$/, answer: (...call) => this.#response(...call) },
    { method: 'POST', path: /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/error$/, answer: (...call) => this.#error(...call) },
    { method: 'POST', path: /^\/2018-06-01\/runtime\/init\/error$/, answer: (request, response) => this.#initError(request, response) },
  ]
  #waiting: ServerResponse | undefined
  #unanswered: Invocation | undefined

  private constructor(events: RuntimeEvents) {
    this.#events = events
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy()) // half a request: there is nobody to answer
    })
    // a runtime waits for its next event as long as it takes, and is frozen meanwhile
    this.#server.requestTimeout = 0
    this.#server.keepAliveTimeout = 0
  }

  static async open(events: RuntimeEvents): Promise<RuntimeApiListener> {
    const listener = new RuntimeApiListener(events)
    await new Promise<void>((resolve, reject) => {
      listener.#server.once('error', reject)
      listener.#server.listen(0, '127.0.0.1', resolve)
    })
    return listener
  }

  get address(): string {
    const { port } = this.#server.address() as AddressInfo // it listens on a port from open() on
    return `127.0.0.1:${port}`
  }

  /** Answers the runtime's waiting `next` with `invocation`. */
  hand(invocation: Invocation): void {
    const response = this.#waiting
    if (response === undefined) throw new Error('the runtime has not asked for an event')
    this.#waiting = undefined
    this.#unanswered = invocation
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': invocation.requestId,
        'lambda-runtime-deadline-ms': String(invocation.deadlineMs),
        'lambda-runtime-invoked-function-arn': invocation.invokedFunctionArn,
        'lambda-runtime-trace-id': invocation.traceId,
        ...(invocation.clientContext !== undefined && { 'lambda-runtime-client-context': invocation.clientContext }),
      })
      .end(invocation.event)
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // a runtime is no browser: a page that guesses the port gets nothing and changes nothing
    if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined || request.headers.host !== this.address) {
      return refuse(response, 403, 'Forbidden', 'Not a runtime')
    }
    for (const route of this.#routes) {
      const match = request.method === route.method ? route.path.exec(request.url ?? '') : null
      if (match !== null) return await route.answer(request, response, match[1] ?? '')
    }
    refuse(response, 404, 'NotFound', 'No such path in the Runtime API')
  }

  #next(response: ServerResponse): void {
    if (this.#unanswered === undefined && this.#waiting === undefined) {
      this.#waiting = response
      this.#events.ready()
    } else {
      refuse(response, 403, 'InvalidStateTransition', 'State transition is not allowed')
    }
  }

  async #response(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const body = await bodyOf(request)
    if (!this.#settle(requestId, response)) return
    if (body !== undefined) {
      accept(response)
      return this.#events.answered(body)
    }
    refuse(response, 413, 'RequestEntityTooLarge', `Exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`)
    this.#events.failed({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
    })
  }

  async #error(request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const failure = await failureOf(request)
    if (!this.#settle(requestId, response)) return
    accept(response)
    this.#events.failed(failure)
  }

  async #initError(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const failure = await failureOf(request)
    accept(response)
    this.#events.initFailed(failure)
  }

  #settle(requestId: string, response: ServerResponse): boolean {
    if (this.#unanswered?.requestId === requestId) {
      this.#unanswered = undefined
      return true
    }
    refuse(response, 400, 'InvalidRequestID', 'Invalid request ID')
    return false
  }
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}')
}

function refuse(response: ServerResponse, status: number, errorType: string, errorMessage: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ errorMessage, errorType }))
}

/** The whole body, or `undefined` when it is larger than a payload may be (what is too much is read, and dropped). */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    // no encoding was set, so chunks are buffers
    bytes += chunk.length
    if (bytes <= maxPayloadBytes) chunks.push(chunk)
  }
  return bytes <= maxPayloadBytes ? Buffer.concat(chunks) : undefined
}

/** The error that a runtime reports, made well formed when it is not. */
async function failureOf(request: IncomingMessage): Promise<FunctionFailure> {
  const header = request.headers['lambda-runtime-function-error-type']
  const errorType = typeof header === 'string' && header !== '' ? header : 'Runtime.Unknown'
  const report = parsed((await bodyOf(request)) ?? Buffer.of())
  return { errorType, errorMessage: 'Unknown error', ...report }
}

function parsed(body: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined // a runtime that reports no JSON has still failed, by the type in its header
  }
}
