import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'vitest'
import { held } from '../function-of.ts'

/** Where a read can be when the process is stopped. */
export type Phase = 'connecting' | 'sending' | 'waiting' | 'receiving'

/** What becomes of the connections while the process stands still. */
export type Fate = 'answered' | 'cut' | 'silent'

interface Connection {
  /** The side that the function sees. */
  readonly outer: Socket
  received: number
  /** Nothing reaches the function over it any more, and nothing tells it so. */
  isDead?: boolean
  isResumed: boolean
}

interface SeenRequest {
  /** Whether its first byte came after the thaw. */
  readonly isNew: boolean
  readonly connection: Connection | undefined
  readonly signatureAgeMs: number
}

const fixture = (name: string) => fileURLToPath(new URL(`../../src/calling-out/fixtures/${name}`, import.meta.url))

/** Seconds after which AWS refuses a signature. Source: IAM User Guide, "Troubleshoot Signature Version 4 signing for AWS API requests". */
const signatureSeconds = 300

/**
 * An AWS that can be held in the middle of an exchange. What the function is connected to passes its bytes on to a server of Node, and
 * holds them back: the handshake, the rest of a request, an answer or half of one. It ends with the test.
 */
export async function holdingAws({ onTestFinished }: Pick<TestContext, 'onTestFinished'>, { protocol }: { protocol: 'http' | 'https' }) {
  const tls = protocol === 'https'
  const connections: Connection[] = []
  const requests: SeenRequest[] = []
  const connectionByPort = new Map<number | undefined, Connection>()
  let offsetMs = 0
  let isThawed = false
  let value = 'key-1'
  let phase: Phase | undefined
  let heldInRequest: Connection | undefined
  let bytesAtThaw = 0
  const reached = held<void>()
  const released = held<void>()

  /** Holds the first exchange that comes to `here`, until it is released. */
  async function holdAt(here: Phase): Promise<void> {
    if (phase !== here) return
    phase = undefined
    reached.release()
    await released.promise
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = connectionByPort.get(request.socket.remotePort)
    const isNew = isThawed && connection !== heldInRequest
    if (connection === heldInRequest) heldInRequest = undefined
    for await (const _ of request); // all of it
    const signedAt = String(request.headers['x-amz-date']).replace(/(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')
    const signatureAgeMs = Date.now() + offsetMs - Date.parse(signedAt)
    requests.push({ isNew, connection, signatureAgeMs })
    const isExpired = Math.abs(signatureAgeMs) > signatureSeconds * 1_000
    const body = isExpired
      ? JSON.stringify({ __type: 'InvalidSignatureException', message: 'Signature expired' })
      : JSON.stringify({ SecretString: value, VersionId: value })
    await holdAt('waiting')
    response.writeHead(isExpired ? 400 : 200, { 'content-length': body.length })
    response.write(body.slice(0, 10))
    await holdAt('receiving')
    response.end(body.slice(10))
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => response.destroy()) // the function has gone away
  }
  const options = { maxHeaderSize: 1 << 26, keepAliveTimeout: 0 }
  const server = tls
    ? createHttpsServer(
        { ...options, key: readFileSync(fixture('test-server-key.pem')), cert: readFileSync(fixture('test-server-certificate.pem')) },
        listener,
      )
    : createHttpServer(options, listener)
  server.on('secureConnection', (socket: TLSSocket) => {
    const connection = connectionByPort.get(socket.remotePort)
    if (connection) connection.isResumed = socket.isSessionReused()
  })
  const serverPort = await listening(server)

  async function pass(outer: Socket): Promise<void> {
    const connection: Connection = { outer, received: 0, isResumed: false }
    connections.push(connection)
    outer.on('error', () => undefined) // cut by either side
    await holdAt('connecting')
    const inner = connect(serverPort, '127.0.0.1')
    await new Promise((resolve) => inner.once('connect', resolve))
    connectionByPort.set(inner.localPort, connection)
    inner.on('error', () => undefined)
    inner.on('data', (chunk) => connection.isDead || outer.write(chunk))
    outer.on('data', (chunk) => {
      connection.received += chunk.length
      inner.write(chunk)
      // More than a handshake: it is in the middle of a request that the buffers do not hold.
      if (connection.received < 1 << 16 || phase !== 'sending') return
      outer.pause()
      heldInRequest = connection
      void holdAt('sending').then(() => outer.resume())
    })
    outer.on('close', () => inner.destroy())
    outer.resume()
  }

  const front = createServer({ pauseOnConnect: true }, (outer) => void pass(outer))
  const port = await listening(front)
  onTestFinished(async () => {
    released.release()
    for (const { outer } of connections) outer.destroy()
    server.closeAllConnections()
    await Promise.all([front, server].map((each) => new Promise((resolve) => each.close(resolve))))
  })

  return {
    connections,
    requests,
    /** Those that began after the thaw. */
    newRequests: () => requests.filter(({ isNew }) => isNew),
    /** Bytes of a request held in its middle that had come when the process went on: what it had sent, and the sockets held. */
    bytesAtThaw: () => bytesAtThaw,
    certificateFile: fixture('test-server-certificate.pem'),
    env: {
      AWS_ENDPOINT_URL: `${protocol}://127.0.0.1:${port}`,
      AWS_REGION: 'eu-west-1',
      AWS_MAX_ATTEMPTS: '1', // what a freeze has broken is no attempt
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    },
    clockOffsetMs: () => offsetMs,
    moveClock(ms: number) {
      offsetMs += ms
    },
    rotate(to: string) {
      value = to
    },
    /** Holds the next exchange that comes to `here`; the promise is for that moment. */
    hold(here: Phase): Promise<void> {
      phase = here
      return reached.promise
    },
    /** What happens to all connections that there are. */
    meet(fate: Fate) {
      for (const connection of connections) {
        if (fate === 'silent') connection.isDead = true
        // A server closes what is idle; a balancer or a gateway on the way resets.
        if (fate === 'cut' && tls) connection.outer.resetAndDestroy()
        if (fate === 'cut' && !tls) connection.outer.destroy()
      }
      released.release()
    },
    thaw() {
      isThawed = true
      bytesAtThaw = heldInRequest?.received ?? 0
    },
  }
}

export type HoldingAws = Awaited<ReturnType<typeof holdingAws>>

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port // it listens on TCP
}
