import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { AgentOptions } from 'node:https'
import type { Socket } from 'node:net'
import { clientOf } from '../http-client.ts'

/** Connections to the hosts of declared secrets, kept between calls. */
export interface Connections {
  /** To be awaited before `request`: closes what was kept too long, and lets a close that came meanwhile be seen. */
  ready(): Promise<void>
  /** `agent` for a kept connection or, with `isResend`, one of its own. */
  request(url: URL, options: RequestOptions, isResend: boolean, answered: (message: IncomingMessage) => void): ClientRequest
}

// Longer than a busy function's pause, shorter than what load balancers and NAT keep a silent connection for. The wall clock counts:
// timers stand still while the execution environment is frozen.
const longestIdleMs = 20_000
// A server may have closed what was idle for longer, while the environment was frozen: Node's own closes after 5 s
const surelyOpenMs = 1_000

/** `options` go to every agent: a test says there where its server is and by whose certificate to know it. */
export function keptConnections(options: AgentOptions = {}, now: () => number = Date.now): Connections {
  const agentByProtocol = new Map<string, Agent>()
  const idleSince = new WeakMap<object, number>()

  function keptAgent(protocol: string): Agent {
    const kept = agentByProtocol.get(protocol)
    if (kept !== undefined) return kept
    const agent = new (clientOf(protocol).Agent)({ ...options, keepAlive: true })
    agent.on('free', (socket: Socket) => idleSince.set(socket, now()))
    agentByProtocol.set(protocol, agent)
    return agent
  }

  function idleMs(socket: Socket): number {
    const ms = now() - (idleSince.get(socket) ?? Number.NEGATIVE_INFINITY)
    return ms >= 0 ? ms : Number.POSITIVE_INFINITY // a clock set back makes a connection old, not young
  }

  return {
    async ready() {
      const idle = [...agentByProtocol.values()].flatMap((agent) => Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
      for (const socket of idle) if (idleMs(socket) > longestIdleMs) socket.destroy()
      if (!idle.some((socket) => idleMs(socket) > surelyOpenMs)) return
      await new Promise(setImmediate) // ends the turn that we are in, which read its sockets before it came to us
      await new Promise(setImmediate) // ends one that reads them after
    },
    request(url, call, isResend, answered) {
      const { Agent, request } = clientOf(url.protocol)
      return request(url, { ...call, agent: isResend ? new Agent(options) : keptAgent(url.protocol) }, answered)
    },
  }
}
