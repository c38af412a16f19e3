import type { Agent, IncomingHttpHeaders } from 'node:http'
import { isWithin } from '../cache/life.ts'
import { clientOf } from '../http-client.ts'

export interface ExchangeRequest {
  readonly url: URL
  readonly method: string
  readonly body?: string
  /** Milliseconds until the answer is there, from when the socket is connected. */
  readonly limitMs: number
  /** The headers, asked for when the socket is connected: what is signed then cannot be sent, thawed, with an expired signature. */
  headers(sentAt: number): Record<string, string>
}

export interface Outcome {
  readonly sentAt: number
  /** HTTP status; 0 when the connection broke. */
  readonly status: number
  readonly headers?: IncomingHttpHeaders
  readonly text?: string
  readonly error?: NodeJS.ErrnoException | undefined
  /** It says nothing about AWS, and counts as no attempt: a kept socket had died, or the execution environment was frozen meanwhile. */
  readonly isVoid?: boolean | undefined
}

export type Exchange = (request: ExchangeRequest) => Promise<Outcome>

/** One HTTP exchange after another over kept connections; never rejects, since a broken connection is an outcome like another. */
export function exchanger(now: () => number): Exchange {
  // Milliseconds until the socket is connected.
  const connectMs = 1_000
  // Milliseconds a kept socket may be idle: Lambda freezes between invocations, and what is older has often died there.
  const longestIdleMs = 20_000
  // Milliseconds past its time at which a timer shows that the process was not running: no event loop is that late otherwise.
  const frozenAfterMs = 500
  // Milliseconds after which an answer has lain in a frozen process, since no request takes as long: it may be as old as the freeze.
  const frozenOverMs = 6_000

  let agents: Record<string, Agent> = {}
  let usedAt = 0

  return async ({ url, method, body, limitMs, headers }) => {
    const { protocol } = url
    const { Agent, request } = clientOf(protocol)
    if (!isWithin(longestIdleMs, usedAt, now())) agents = {} // an agent closes its own sockets that were idle for as long
    agents[protocol] ??= new Agent({ keepAlive: true, timeout: longestIdleMs })
    usedAt = now()

    const outgoing = request(url, { agent: agents[protocol], method })
    let sentAt = 0
    let currentMs = 0
    let timer: NodeJS.Timeout | undefined
    const limit = (ms: number) => {
      clearTimeout(timer)
      sentAt = now()
      currentMs = ms
      const expire = () => outgoing.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }))
      // A thaw fires timers first: the answer that waits in the socket is given one chance to be read.
      timer = setTimeout(setImmediate, ms, expire).unref()
    }
    try {
      limit(connectMs)
      outgoing.on('error', () => undefined) // each wait below hears of it
      const [socket] = await Agent.once(outgoing, 'socket')
      socket.unref()
      if (!outgoing.reusedSocket) await Agent.once(socket, protocol === 'https:' ? 'secureConnect' : 'connect')
      limit(limitMs)
      outgoing.setHeaders(new Map(Object.entries(headers(sentAt))))
      outgoing.end(body)
      const [incoming] = await Agent.once(outgoing, 'response')
      let text = ''
      for await (const chunk of incoming.setEncoding('utf8')) text += chunk
      return { sentAt, status: incoming.statusCode, headers: incoming.headers, text, isVoid: !isWithin(frozenOverMs, sentAt, now()) }
    } catch (thrown) {
      const error = thrown as NodeJS.ErrnoException // Node's own: of the network, or an invalid header, named without its content
      outgoing.destroy()
      agents = {} // where one kept socket has died the others have too
      const isVoid = !isWithin(currentMs + frozenAfterMs, sentAt, now()) || (outgoing.reusedSocket && error.code !== 'ETIMEDOUT')
      return { sentAt, status: 0, error, isVoid }
    } finally {
      clearTimeout(timer)
    }
  }
}
