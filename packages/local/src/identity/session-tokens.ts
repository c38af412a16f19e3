import { randomBytes } from 'node:crypto'
import { keyBytes, seal, unseal } from '../store/sealing.ts'
import type { Store } from '../store/store.ts'
import type { SessionCaller } from './caller.ts'

/** A role session as its token holds it. */
export interface Session {
  readonly caller: SessionCaller
  readonly secretAccessKey: string
  /** Milliseconds since 1970, by the real clock. */
  readonly expiresAt: number
}

const boundTo = 'session-token'

/** Tokens opened before, so that a function's thousandth request need not open its own again. */
const keptTokens = 10_000

/** Session tokens hold the whole session, sealed: nothing is stored for one, and it holds over a restart. */
export class SessionTokens {
  readonly #key: Uint8Array
  readonly #opened = new Map<string, Session>()

  constructor(store: Store, rootKey: Uint8Array) {
    const keys = store.table<Uint8Array>('session-key', { survivesReset: true })
    const name = ['session-key']
    const sealed = keys.get(name)
    this.#key = sealed === undefined ? randomBytes(keyBytes) : unseal(rootKey, boundTo, sealed)
    if (sealed === undefined) store.change(() => keys.put(name, seal(rootKey, boundTo, this.#key)))
  }

  issue(session: Session): string {
    return seal(this.#key, boundTo, Buffer.from(JSON.stringify(session))).toString('base64')
  }

  /** `undefined` when the token is not one of this server's. */
  open(token: string): Session | undefined {
    const known = this.#opened.get(token)
    if (known !== undefined) return known
    const session = this.#unsealed(token)
    if (session === undefined) return undefined
    if (this.#opened.size >= keptTokens) this.#opened.clear()
    this.#opened.set(token, session)
    return session
  }

  #unsealed(token: string): Session | undefined {
    try {
      const opened = unseal(this.#key, boundTo, Buffer.from(token, 'base64'))
      return JSON.parse(opened.toString()) as Session // sealed by `issue` alone
    } catch {
      return undefined // anybody may send any text as a token
    }
  }
}
