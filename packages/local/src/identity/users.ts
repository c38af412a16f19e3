import { seal, unseal } from '../store/sealing.ts'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'
import type { UserCaller } from './caller.ts'
import { newSecretAccessKey, uniqueId } from './identifiers.ts'

interface UserRecord {
  readonly userName: string
  readonly userId: string
  readonly arn: string
  readonly accessKeyId: string
  readonly sealedSecretAccessKey: Uint8Array
}

export interface User {
  readonly caller: UserCaller
  readonly secretAccessKey: string
}

/** Users with a long-lived access key. */
export class Users {
  readonly #records: Table<UserRecord>
  readonly #store: Store
  readonly #rootKey: Uint8Array
  readonly #byAccessKey = new Map<string, User>()

  constructor(store: Store, rootKey: Uint8Array) {
    this.#store = store
    this.#rootKey = rootKey
    this.#records = store.table('users', { survivesReset: true })
    for (const { key, value } of this.#records.under([])) this.#know(String(key[0]), value)
  }

  withAccessKey(accessKeyId: string): User | undefined {
    return this.#byAccessKey.get(accessKeyId)
  }

  has(arn: string): boolean {
    return [...this.#byAccessKey.values()].some(({ caller }) => caller.arn === arn)
  }

  /** The account's first identity, the same after a restart. */
  administrator(accountId: string, partition: string): User {
    const userName = 'administrator'
    const known = this.#records.get([accountId, userName])
    if (known !== undefined) return this.#know(accountId, known)
    const accessKeyId = uniqueId('AKIA')
    const record: UserRecord = {
      userName,
      userId: uniqueId('AIDA'),
      arn: `arn:${partition}:iam::${accountId}:user/${userName}`,
      accessKeyId,
      sealedSecretAccessKey: seal(this.#rootKey, boundTo(accessKeyId), Buffer.from(newSecretAccessKey())),
    }
    this.#store.change(() => this.#records.put([accountId, userName], record))
    return this.#know(accountId, record)
  }

  #know(accountId: string, { userName, userId, arn, accessKeyId, sealedSecretAccessKey }: UserRecord): User {
    const secretAccessKey = unseal(this.#rootKey, boundTo(accessKeyId), sealedSecretAccessKey).toString()
    const user: User = { caller: { type: 'IAMUser', accountId, arn, userId, userName, accessKeyId }, secretAccessKey }
    this.#byAccessKey.set(accessKeyId, user)
    return user
  }
}

function boundTo(accessKeyId: string): string {
  return JSON.stringify(['access-key', accessKeyId])
}
