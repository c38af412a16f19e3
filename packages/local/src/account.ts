import type { Caller } from './identity/caller.ts'
import type { StoreContext } from './services/store-context.ts'
import { type Stores, storesOf } from './services/stores.ts'

/** An account in one region, as an operation sees it: its stores, and who asks. */
export interface Account extends Stores {
  readonly id: string
  readonly region: string
  readonly partition: string
  readonly caller: Caller
  /** The test clock: ages, deletion dates, rotation windows. */
  now(): Date
}

type ServerParts = Omit<StoreContext, 'accountId' | 'region' | 'partition'>

/** The accounts of a server; each region's state is apart. */
export class Accounts {
  readonly #parts: ServerParts
  readonly #regions = new Map<string, Omit<Account, 'caller'>>()

  constructor(parts: ServerParts) {
    this.#parts = parts
  }

  as(caller: Caller, region: string): Account {
    return { ...this.at(caller.accountId, region), caller }
  }

  at(accountId: string, region: string): Omit<Account, 'caller'> {
    const key = `${accountId}/${region}`
    let account = this.#regions.get(key)
    if (account === undefined) {
      const partition = partitionOf(region)
      const stores = storesOf({ ...this.#parts, accountId, region, partition })
      account = { id: accountId, region, partition, now: this.#parts.now, ...stores }
      this.#regions.set(key, account)
    }
    return account
  }

  /** Those that were asked for since the server began. */
  opened(): readonly Omit<Account, 'caller'>[] {
    return [...this.#regions.values()]
  }
}

/** Source: AWS General Reference, "Amazon Resource Names (ARNs)", partition. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  if (region.startsWith('us-gov-')) return 'aws-us-gov'
  return 'aws'
}
