/** What `local start` was asked for. */
export interface ServerOptions {
  readonly port: number
  readonly dataDir: string
  readonly memory: boolean
  readonly auth: 'enforce' | 'off'
  readonly region: string
}
