import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One request as a fake AWS saw it. */
export interface Seen {
  readonly operation: string
  readonly input: Record<string, unknown>
  readonly headers: IncomingMessage['headers']
  readonly socket: Socket
}

/** What the fake answers: a status with a body, `hang` (nothing, for ever), `drop` (the connection is cut) or `break` (it is, in the answer). */
export type Reply =
  | { readonly status?: number; readonly body: unknown; readonly headers?: Record<string, string> }
  | 'hang'
  | 'drop'
  | 'break'

/**
 * AWS as a test needs it, for what cannot be had from the real stand-in: faults made at will and requests counted. It checks no
 * signature; that is what the tests against `@sallyport/local` are for.
 */
export async function fakeAws(reply: (seen: Seen) => Reply | Promise<Reply>) {
  const seen: Seen[] = []
  const sockets = new Set<Socket>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const chunk of request) text += chunk
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    const one = { operation, input: text === '' ? {} : JSON.parse(text), headers: request.headers, socket: request.socket }
    seen.push(one)
    const made = await reply(one)
    if (made === 'drop') request.socket.destroy()
    if (made === 'break') response.writeHead(200, { 'content-length': 100 }).write('{"SecretString":', () => request.socket.destroy())
    if (typeof made === 'string') return
    response.writeHead(made.status ?? 200, { 'x-amzn-requestid': `request-${seen.length}`, ...made.headers })
    response.end(typeof made.body === 'string' ? made.body : JSON.stringify(made.body))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error))
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    /** The environment of a function whose AWS this is. */
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    } as Record<string, string | undefined>,
    seen,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type FakeAws = Awaited<ReturnType<typeof fakeAws>>

/** An answer of `GetSecretValue`. */
export const secretReply = (value: string, version = 'v1'): Reply => ({ body: { SecretString: value, VersionId: version } })

/** An answer of `GetParameters` to what was asked: `valueAt` gives each one's value, or `undefined` for one that does not exist. */
export function parametersReply({ input }: Seen, valueAt: (name: string) => string | undefined): Reply {
  const names = input['Names'] as string[] // the operation's own input
  const found = names.flatMap((name) => {
    const value = valueAt(name)
    return value === undefined ? [] : [{ Name: name, Value: value, Version: 1 }]
  })
  return { body: { Parameters: found, InvalidParameters: names.filter((name) => valueAt(name) === undefined) } }
}

/** An error in AWS's form. */
export const errorReply = (type: string, message = '', status = 400): Reply => ({ status, body: { __type: type, message } })
