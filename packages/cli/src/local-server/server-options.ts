import type { LocalState } from '@sallyport/tasks'

/** What `local start` was asked for. What was not said is left to the server, which has the defaults. */
export interface ServerOptions {
  readonly dataDir: string
  readonly memory: boolean
  readonly port?: number
  readonly auth?: LocalState['auth']
  readonly region?: string
}
