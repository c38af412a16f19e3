import { partitionOf } from '@sallyport/iam'
import type { Caller } from './identity/caller.ts'
import { JoinedLife } from './server/joined-life.ts'
import type { StoreContext } from './services/store-context.ts'
import { type Stores, storesOf } from './services/stores.ts'

/** An account in one region, as an operation sees it: its stores, and who asks. */
export interface Account extends Stores {
  readonly id: string
  readonly region: string
  readonly partition: string
  readonly caller: Caller
  /** The request it is asked by; absent for what the server does of its own. */
  readonly request?: AskedBy
  /** The test clock: ages, deletion dates, rotation windows. */
  now(): Date
}

/** What an operation that asks for further rights, or records further reads, must know of its request. */
export interface AskedBy {
  readonly sourceIp: string
  readonly userAgent: string
  /** False with `auth: 'off'`: nothing is denied. */
  readonly isEnforcing: boolean
}

type ServerParts = Omit<StoreContext, 'accountId' | 'region' | 'partition'>

interface Opened {
  readonly account: Omit<Account, 'caller'>
  readonly life: JoinedLife
}

/** The accounts of a server; each region's state is apart. */
export class Accounts {
  readonly #parts: ServerParts
  readonly #regions = new Map<string, Opened>()

  constructor(parts: ServerParts) {
    this.#parts = parts
    parts.server.onStop(() => this.#stop())
    parts.server.onReset(() => this.#reset())
  }

  as(caller: Caller, region: string, request?: AskedBy): Account {
    return { ...this.at(caller.accountId, region), caller, ...(request && { request }) }
  }

  at(accountId: string, region: string): Omit<Account, 'caller'> {
    const key = `${accountId}/${region}`
    const opened = this.#regions.get(key)
    if (opened !== undefined) return opened.account
    const partition = partitionOf(region)
    const life = new JoinedLife(this.#parts.server)
    const stores = storesOf({ ...this.#parts, server: life, accountId, region, partition })
    const account = { id: accountId, region, partition, now: this.#parts.now, ...stores }
    this.#regions.set(key, { account, life })
    return account
  }

  /** Those that were asked for since the server began. */
  opened(): readonly Omit<Account, 'caller'>[] {
    return [...this.#regions.values()].map(({ account }) => account)
  }

  async #stop(): Promise<void> {
    for (const { life } of this.#regions.values()) await life.stop()
  }

  /** An account that went with the reset is not kept in memory: there may be thousands. */
  async #reset(): Promise<void> {
    for (const [key, { account, life }] of this.#regions) {
      await life.reset()
      if (this.#parts.users.isAccount(account.id)) continue
      this.#regions.delete(key)
      await life.stop()
    }
  }
}
