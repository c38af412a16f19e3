import { randomBytes, randomUUID } from 'node:crypto'
import { openEnvelope, sealEnvelope } from '../../store/envelope.ts'
import { keyBytes, seal, unseal } from '../../store/sealing.ts'
import type { Table } from '../../store/table.ts'
import type { StoreContext } from '../store-context.ts'

interface KmsKeyRecord {
  readonly keyId: string
  readonly alias: string
  readonly createdAt: number
  /** The key's material, sealed under the root key. */
  readonly sealed: Uint8Array
}

/** Keys managed by AWS, one for each service, account and region, made on first use. */
export type ManagedAlias = 'aws/secretsmanager' | 'aws/ssm' | 'aws/lambda'

/** What a ciphertext belongs to. Source: KMS Developer Guide, "Encryption context". */
export type EncryptionContext = Readonly<Record<string, string>>

/** The KMS keys of an account in a region. */
export class KmsKeys {
  readonly #context: StoreContext
  readonly #records: Table<KmsKeyRecord>
  /** By key id, not by alias: a key made in a change that is undone must not be used for the next. */
  readonly #materialById = new Map<string, Buffer>()

  constructor(context: StoreContext) {
    this.#context = context
    this.#records = context.store.table('kms-keys', { keepInMemory: 1_000 })
  }

  /** Seals a value under a data key of its own. Only within a change: the alias's key may have to be made. */
  seal(alias: ManagedAlias, encryptionContext: EncryptionContext, bytes: Uint8Array): Buffer {
    const record = this.#records.get(this.#key(alias)) ?? this.#create(alias)
    return sealEnvelope(this.#material(record), this.#boundTo(record, encryptionContext), bytes)
  }

  /** @throws Error when the value was sealed for another context, region or account */
  open(alias: ManagedAlias, encryptionContext: EncryptionContext, sealed: Uint8Array): Buffer {
    const record = this.#records.get(this.#key(alias))
    if (record === undefined) throw new Error(`no key ${alias} in ${this.#context.region} of ${this.#context.accountId}`)
    return openEnvelope(this.#material(record), this.#boundTo(record, encryptionContext), sealed)
  }

  #create(alias: ManagedAlias): KmsKeyRecord {
    const keyId = randomUUID()
    const material = randomBytes(keyBytes)
    const sealed = seal(this.#context.rootKey, this.#keyBoundTo(alias, keyId), material)
    const record = { keyId, alias, createdAt: this.#context.now().getTime(), sealed }
    this.#records.put(this.#key(alias), record)
    return record
  }

  #material({ keyId, alias, sealed }: KmsKeyRecord): Buffer {
    const known = this.#materialById.get(keyId)
    if (known !== undefined) return known
    const material = unseal(this.#context.rootKey, this.#keyBoundTo(alias, keyId), sealed)
    this.#materialById.set(keyId, material)
    return material
  }

  #key(alias: ManagedAlias) {
    return [this.#context.accountId, this.#context.region, alias]
  }

  #keyBoundTo(alias: string, keyId: string): string {
    return JSON.stringify([this.#context.accountId, this.#context.region, alias, keyId])
  }

  #boundTo({ alias, keyId }: KmsKeyRecord, encryptionContext: EncryptionContext): string {
    const entries = Object.entries(encryptionContext).sort(([a], [b]) => (a < b ? -1 : 1))
    return JSON.stringify([this.#context.accountId, this.#context.region, alias, keyId, entries])
  }
}
