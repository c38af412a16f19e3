import type { IncomingHttpHeaders } from 'node:http'
import type { ErrorReport } from './error-report.ts'

// taken before the function's code loads, so that a library that patches node:http does not see the runtime's own calls; and not
// imported, since building the ES namespace of node:http costs 14 ms of INIT on Node.js 22 and 24
const { Agent, request } = process.getBuiltinModule('node:http')

/** One event to handle, as `GET /runtime/invocation/next` gives it. */
export interface Invocation {
  requestId: string
  deadlineMs: number
  invokedFunctionArn: string
  traceId: string | undefined
  clientContext: string | undefined
  event: string
}

/** The Lambda Runtime API as the runtime sees it. Source: "Using the Lambda runtime API for custom runtimes". */
export class RuntimeApiClient {
  readonly #origin: string
  // one connection: an execution environment handles one invocation at a time
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  constructor(address: string) {
    this.#origin = `http://${address}/2018-06-01/runtime`
  }

  async next(): Promise<Invocation> {
    const { headers, body } = await this.#send('GET', '/invocation/next')
    return {
      requestId: header(headers, 'lambda-runtime-aws-request-id') ?? '',
      deadlineMs: Number(header(headers, 'lambda-runtime-deadline-ms')),
      invokedFunctionArn: header(headers, 'lambda-runtime-invoked-function-arn') ?? '',
      traceId: header(headers, 'lambda-runtime-trace-id'),
      clientContext: header(headers, 'lambda-runtime-client-context'),
      event: body,
    }
  }

  async postResponse(requestId: string, body: string): Promise<void> {
    await this.#send('POST', `/invocation/${requestId}/response`, body)
  }

  async postInvocationError(requestId: string, report: ErrorReport): Promise<void> {
    await this.#send('POST', `/invocation/${requestId}/error`, JSON.stringify(report), report.errorType)
  }

  async postInitError(report: ErrorReport): Promise<void> {
    await this.#send('POST', '/init/error', JSON.stringify(report), report.errorType)
  }

  #send(method: string, path: string, body?: string, errorType?: string): Promise<{ headers: IncomingHttpHeaders; body: string }> {
    return new Promise((resolve, reject) => {
      const headers = {
        ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...(errorType !== undefined && { 'lambda-runtime-function-error-type': errorType.replace(/[^\x20-\x7e]/g, '?') }),
      }
      const call = request(this.#origin + path, { method, agent: this.#agent, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') }))
      })
      call.on('error', reject)
      call.end(body)
    })
  }
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}
