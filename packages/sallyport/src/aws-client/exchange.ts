import type { Agent, IncomingHttpHeaders } from 'node:http'
import { isWithin } from '../cache/life.ts'
import { clientOf } from '../http-client.ts'

export interface Outcome {
  /** When the socket was connected, and what was sent signed. */
  readonly sentAt: number
  /** HTTP status; 0 when the connection broke. */
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly error?: NodeJS.ErrnoException | undefined
  /** It says nothing about AWS, and counts as no attempt: a kept socket had died, or the execution environment was frozen meanwhile. */
  readonly isVoid?: boolean | undefined
}

/**
 * Sends a request, a POST where it has a body, and gives what it came to within `limitMs`. The headers are asked for when the socket is
 * connected: what is signed then cannot be sent, thawed, with an expired signature; and once before, while it connects, so that what
 * signs is ready.
 */
export type Exchange = (url: URL, limitMs: number, headers: (sentAt: number) => Record<string, string>, body?: string) => Promise<Outcome>

/** One HTTP exchange after another over kept connections; never rejects, since a broken connection is an outcome like another. */
export function exchanger(now: () => number): Exchange {
  // Milliseconds a kept socket may be idle: Lambda freezes between invocations, and what is older has often died there.
  const longestIdleMs = 20_000
  // Milliseconds past its time at which a timer shows that the process was not running: no event loop is that late otherwise.
  const frozenAfterMs = 500
  // Milliseconds past its time at which an answer that has lain in a frozen process is not used: it may be as old as the freeze.
  const oldAfterMs = 4_000

  // Kept for good, with the TLS sessions that they remember: a handshake anew is then a short one.
  const agents: Record<string, Agent> = {}
  let usedAt = 0

  return async (url, limitMs, headers, body) => {
    const { protocol } = url
    const { Agent, request } = clientOf(protocol)
    const startedAt = now()
    let sentAt = startedAt
    agents[protocol] ??= new Agent({ keepAlive: true, timeout: longestIdleMs })
    const agent = agents[protocol]
    const dropIdleSockets = () => {
      for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy()
    }
    if (!isWithin(longestIdleMs, usedAt, startedAt)) dropIdleSockets()
    usedAt = startedAt

    const outgoing = request(url, { agent, method: body ? 'POST' : 'GET' })
    const expire = () => outgoing.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }))
    // A thaw fires timers first: the answer that waits in the socket is given one chance to be read.
    const timer = setTimeout(setImmediate, limitMs, expire).unref()
    let text = ''
    try {
      headers(sentAt)
      outgoing.on('error', () => undefined) // each wait below hears of it
      const [socket] = await Agent.once(outgoing, 'socket')
      socket.unref()
      if (!outgoing.reusedSocket) await Agent.once(socket, protocol === 'https:' ? 'secureConnect' : 'connect')
      sentAt = now()
      outgoing.setHeaders(new Map(Object.entries(headers(sentAt))))
      outgoing.end(body)
      const [incoming] = await Agent.once(outgoing, 'response')
      // A stream's async iterator would cost a cold start half a millisecond.
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      await Agent.once(incoming, 'end')
      return {
        sentAt,
        status: incoming.statusCode,
        headers: incoming.headers,
        text,
        isVoid: !isWithin(limitMs + oldAfterMs, sentAt, now()),
      }
    } catch (thrown) {
      // It is Node's own: of the network, or of an invalid header, named without its content.
      outgoing.destroy()
      dropIdleSockets() // where one has died the others have too
      const isVoid =
        !isWithin(limitMs + frozenAfterMs, startedAt, now()) ||
        (outgoing.reusedSocket && (thrown as NodeJS.ErrnoException).code !== 'ETIMEDOUT')
      return { sentAt, status: 0, headers: {}, text, error: thrown as NodeJS.ErrnoException, isVoid }
    } finally {
      clearTimeout(timer)
    }
  }
}
