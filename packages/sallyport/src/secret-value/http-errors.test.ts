// Errors of the HTTP clients that functions use most, in the shape that each documents, over real requests: Lambda's runtime logs a thrown
// error with all its enumerable properties, and these hang the whole call on it.
import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { withoutValues } from './without-values.ts'

const key = 'sk_live_4711'
const authorization = `Bearer ${key}`

/** A server that says back what it was sent, and refuses it. */
async function refusing(): Promise<string> {
  const server = createServer((incoming, response) => response.writeHead(401).end(`unknown: ${incoming.headers.authorization}`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // it listens on TCP
  return `http://127.0.0.1:${port}/v1/charges?api_key=${key}`
}

/** A call by Node's own client, on which axios and got build. */
async function called(url: string) {
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const outgoing = request(url, { agent, headers: { authorization } })
  outgoing.end()
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage] // the event's one argument
  let data = ''
  for await (const chunk of incoming.setEncoding('utf8')) data += chunk
  return { agent, outgoing, incoming, data }
}

/** The line in CloudWatch, and what a logger that prints all would make of the error. */
function logged(error: unknown): string {
  const seen = new WeakSet()
  const line = JSON.stringify(error, (_, each) => {
    if (typeof each !== 'object' || each === null) return each
    if (seen.has(each)) return '[circular]'
    seen.add(each)
    return each instanceof Error ? { ...each, errorMessage: each.message, stack: each.stack } : each
  })
  return line + inspect(error, { depth: null, showHidden: true, maxArrayLength: null, maxStringLength: null })
}

function expectClean(error: Error): void {
  expect(logged(error)).toContain(key)
  expect(withoutValues(error, [key])).toBe(error)
  expect(logged(error)).not.toContain(key)
}

test('an error of axios holds the key no more: config, request and response', async () => {
  const url = await refusing()
  const { agent, outgoing, incoming, data } = await called(url)
  class AxiosHeaders {
    [name: string]: unknown
    constructor(headers: object) {
      Object.assign(this, headers)
    }
    toJSON() {
      return { ...this }
    }
  }
  const config = {
    url,
    method: 'get',
    headers: new AxiosHeaders({ Authorization: authorization }),
    auth: { password: key },
    httpAgent: agent,
  }
  const response = { status: 401, headers: new AxiosHeaders(incoming.headers), config, request: outgoing, data }
  class AxiosError extends Error {
    config = config
    request = outgoing
    response = response
    code = 'ERR_BAD_REQUEST'
    isAxiosError = true
    toJSON() {
      return { message: this.message, config: this.config, code: this.code }
    }
  }
  const error = new AxiosError('Request failed with status code 401')
  expectClean(error)
  expect(error.code).toBe('ERR_BAD_REQUEST')
  expect(config.headers['Authorization']).toBe(authorization) // the client's own goes on working
  expect(outgoing.getHeader('authorization')).toBe(authorization)
})

test('an error of got holds the key no more: options, request, response and what it keeps under symbols', async () => {
  const url = await refusing()
  const { outgoing, incoming, data } = await called(url)
  class Options {
    #internals: object
    constructor(internals: object) {
      this.#internals = internals
    }
    get headers() {
      return this.#internals
    }
    toJSON() {
      return this.#internals
    }
    [inspect.custom]() {
      return this.#internals
    }
  }
  const options = new Options({ headers: { authorization }, url: new URL(url), context: { token: key } })
  const error = Object.assign(new Error('Response code 401 (Unauthorized)'), {
    name: 'HTTPError',
    code: 'ERR_NON_2XX_3XX_RESPONSE',
    options,
    [Symbol('context')]: { authorization },
  })
  Object.defineProperty(error, 'request', { enumerable: false, configurable: true, value: { [Symbol('request')]: outgoing } })
  Object.defineProperty(error, 'response', {
    enumerable: false,
    configurable: true,
    value: Object.assign(incoming, { body: data, rawBody: Buffer.from(data) }),
  })
  expectClean(error)
})

test('an error of undici holds the key no more: headers as a list, the body, and the cause', async () => {
  const cause = Object.assign(new Error(`other side closed after ${key}`), {
    socket: { localPort: 1, written: Buffer.from(authorization) },
  })
  const error = Object.assign(new TypeError('fetch failed', { cause }), {
    code: 'UND_ERR_RESPONSE_STATUS_CODE',
    statusCode: 401,
    headers: [Buffer.from('authorization'), Buffer.from(authorization)],
    body: { echoed: authorization },
  })
  expectClean(error)
})

test('an error of ky, which hangs fetch’s own Request and Response on it, holds the key no more', async () => {
  const url = await refusing()
  const sent = new Request(url, { headers: { authorization } })
  const response = await fetch(sent.clone())
  await response.text()
  expectClean(
    Object.assign(new Error(`Request failed with status code 401: GET ${url}`), {
      name: 'HTTPError',
      request: sent,
      response,
      options: {},
    }),
  )
})

test('an error of fetch for a header with a line break, which quotes the header, holds the key no more', () => {
  const broken = `${key}\nX`
  let error: unknown
  try {
    new Headers({ authorization: `Bearer ${broken}` })
  } catch (thrown) {
    error = thrown
  }
  expect(logged(error)).toContain(key)
  expect(logged(withoutValues(error, [broken]))).not.toContain(key)
})
