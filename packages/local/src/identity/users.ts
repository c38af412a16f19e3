import { seal, unseal } from '../store/sealing.ts'
import type { Store } from '../store/store.ts'
import type { Table } from '../store/table.ts'
import type { UserCaller } from './caller.ts'
import { newAccountId, newSecretAccessKey, uniqueId } from './identifiers.ts'

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

const userName = 'administrator'

/** Users with a long-lived access key: the administrator of each account. */
export class Users {
  readonly #records: Table<UserRecord>
  /** Those of accounts that were made on request: a reset takes them away. */
  readonly #madeRecords: Table<UserRecord>
  readonly #store: Store
  readonly #rootKey: Uint8Array
  readonly #byAccessKey = new Map<string, User>()
  readonly #arns = new Set<string>()

  constructor(store: Store, rootKey: Uint8Array) {
    this.#store = store
    this.#rootKey = rootKey
    this.#records = store.table('users', { survivesReset: true })
    this.#madeRecords = store.table('made-users')
    this.reload()
  }

  /** Knows again those that are stored, and no others. */
  reload(): void {
    this.#byAccessKey.clear()
    this.#arns.clear()
    for (const records of [this.#records, this.#madeRecords]) {
      for (const { key, value } of records.under([])) this.#know(String(key[0]), value)
    }
  }

  withAccessKey(accessKeyId: string): User | undefined {
    return this.#byAccessKey.get(accessKeyId)
  }

  has(arn: string): boolean {
    return this.#arns.has(arn)
  }

  /** Whether the account has an administrator. */
  isAccount(accountId: string): boolean {
    return this.#recordOf(accountId) !== undefined
  }

  /** The account's first identity, the same after a restart. */
  administrator(accountId: string, partition: string): User {
    const known = this.#recordOf(accountId)
    return known === undefined ? this.#make(accountId, partition, this.#records) : this.#know(accountId, known)
  }

  /** The administrator of an account that was asked for, which the next reset takes away; default: an account that nobody has. */
  ofAccount(partition: string, accountId: string = this.#unusedAccountId()): User {
    const known = this.#recordOf(accountId)
    return known === undefined ? this.#make(accountId, partition, this.#madeRecords) : this.#know(accountId, known)
  }

  #unusedAccountId(): string {
    let accountId = newAccountId()
    while (this.isAccount(accountId)) accountId = newAccountId()
    return accountId
  }

  #recordOf(accountId: string): UserRecord | undefined {
    return this.#records.get([accountId, userName]) ?? this.#madeRecords.get([accountId, userName])
  }

  #make(accountId: string, partition: string, records: Table<UserRecord>): User {
    const accessKeyId = uniqueId('AKIA')
    const record: UserRecord = {
      userName,
      userId: uniqueId('AIDA'),
      arn: `arn:${partition}:iam::${accountId}:user/${userName}`,
      accessKeyId,
      sealedSecretAccessKey: seal(this.#rootKey, boundTo(accessKeyId), Buffer.from(newSecretAccessKey())),
    }
    this.#store.change(() => records.put([accountId, userName], record))
    return this.#know(accountId, record)
  }

  #know(accountId: string, { userId, arn, accessKeyId, sealedSecretAccessKey, ...named }: UserRecord): User {
    const secretAccessKey = unseal(this.#rootKey, boundTo(accessKeyId), sealedSecretAccessKey).toString()
    const user: User = { caller: { type: 'IAMUser', accountId, arn, userId, userName: named.userName, accessKeyId }, secretAccessKey }
    this.#byAccessKey.set(accessKeyId, user)
    this.#arns.add(arn)
    return user
  }
}

function boundTo(accessKeyId: string): string {
  return JSON.stringify(['access-key', accessKeyId])
}
