import type { EventEmitter } from 'node:events'
import type { Agent } from 'node:http'
import type { AgentOptions, request } from 'node:https'

interface HttpClient {
  readonly request: typeof request
  readonly Agent: (new (options: AgentOptions) => Agent) & Pick<typeof EventEmitter, 'once'>
}

/**
 * Node's client for URLs of `protocol`. Built-in modules are taken when first needed: as an ES import `node:http` costs 14 to 19 ms of
 * start on Node 22 and 24 (its facade loads undici), taken this way 3 to 5.
 */
export const clientOf = (protocol: string): HttpClient => process.getBuiltinModule(`node:${protocol.slice(0, -1)}` as 'node:https') // or its like, 'node:http'
