import type { Agent } from 'node:http'
import type { AgentOptions, request } from 'node:https'

/**
 * Node's built-in modules, taken when first needed. As an ES import `node:http` costs 14 to 19 ms of start on Node 22 and 24 (its
 * facade loads undici); taken this way it costs 3 to 5.
 */
export const builtin: typeof process.getBuiltinModule = (name: string) => process.getBuiltinModule(name)

interface HttpClient {
  readonly request: typeof request
  readonly Agent: new (options: AgentOptions) => Agent
}

/** Node's client for URLs of `protocol`. */
export const clientOf = (protocol: string): HttpClient => builtin(protocol === 'https:' ? 'node:https' : 'node:http')
