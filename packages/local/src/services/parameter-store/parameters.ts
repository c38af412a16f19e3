import type { Table } from '../../store/table.ts'
import type { KmsKeys } from '../kms/kms-keys.ts'
import type { StoreContext } from '../store-context.ts'
import type { ParameterLabels } from './parameter-labels.ts'
import { anyParameterArn, keyOf, type ParameterReference, type Place, parameterArn, parameterReference } from './parameter-name.ts'
import type { Tier } from './parameter-tier.ts'

export type ParameterType = 'String' | 'StringList' | 'SecureString'

export interface ParameterRecord {
  /** As it was created, with or without its first slash. */
  readonly name: string
  readonly type: ParameterType
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly current: ParameterVersion
  readonly labels?: ParameterLabels
}

export interface ParameterVersion {
  readonly version: number
  readonly modifiedAt: number
  /** The ARN of who put it. */
  readonly modifiedBy: string
  readonly tier: Tier
  readonly dataType: string
  readonly description?: string
  readonly allowedPattern?: string
  /** The value, of every type, under the key `aws/ssm`. */
  readonly sealed: Uint8Array
}

/** Versions kept of a parameter; one more drops the oldest. Source: Systems Manager User Guide, "Working with parameter versions". */
export const keptVersions = 100

/** The parameters of an account in a region. */
export class Parameters {
  readonly #context: StoreContext
  readonly #place: Place
  readonly #kms: KmsKeys
  readonly #records: Table<ParameterRecord>
  /** All but the current version, which its record has, so that a read is one look. */
  readonly #earlier: Table<ParameterVersion>

  constructor(context: StoreContext, kms: KmsKeys) {
    this.#context = context
    this.#place = { partition: context.partition, region: context.region, id: context.accountId }
    this.#kms = kms
    this.#records = context.store.table('parameters', { keepInMemory: 10_000 })
    this.#earlier = context.store.table('parameter-versions')
  }

  reference(name: string): ParameterReference | undefined {
    return parameterReference(name, this.#place)
  }

  /** What a policy decides about, also for a name that no parameter can have. */
  arnOf(name: string): string {
    return this.reference(name)?.arn ?? anyParameterArn(this.#place)
  }

  /** What a policy decides about for all below a path. Source: Systems Manager User Guide, "Restricting access to Parameter Store parameters". */
  arnOfPath(path: string): string {
    return path.startsWith('/') ? parameterArn(keyOf(path), this.#place) : anyParameterArn(this.#place)
  }

  find({ key, arn }: ParameterReference): ParameterRecord | undefined {
    return arn === parameterArn(key, this.#place) ? this.#records.get(this.#key(key)) : undefined // otherwise another account's or region's
  }

  version({ current }: ParameterRecord, key: string, version: number): ParameterVersion | undefined {
    return version === current.version ? current : this.#earlier.get([...this.#key(key), version])
  }

  /** All that are kept, oldest first. */
  versions({ current }: ParameterRecord, key: string): readonly ParameterVersion[] {
    return [...Array.from(this.#earlier.under(this.#key(key)), ({ value }) => value), current]
  }

  /** The parameters in the order of their names, those after `key` alone. */
  *after(key = ''): Generator<ParameterRecord> {
    for (const { value } of this.#records.between(this.#key(key), this.#key(afterAllNames))) {
      if (keyOf(value.name) !== key) yield value
    }
  }

  /** Puts a record whose current version is new. */
  save(key: string, record: ParameterRecord): void {
    const before = this.#records.get(this.#key(key))?.current
    if (before !== undefined) this.#earlier.put([...this.#key(key), before.version], before)
    this.#earlier.remove([...this.#key(key), record.current.version - keptVersions])
    this.#records.put(this.#key(key), record)
  }

  /** Puts a record whose versions are as they were: its tags or labels are new. */
  update(key: string, record: ParameterRecord): void {
    this.#records.put(this.#key(key), record)
  }

  remove(key: string, { current: { version } }: ParameterRecord): void {
    this.#records.remove(this.#key(key))
    for (let each = version; each > Math.max(0, version - keptVersions); each--) {
      this.#earlier.remove([...this.#key(key), each])
      this.#context.values.drop(this.#valueName(key, each)) // a parameter made anew counts from 1 again
    }
  }

  /** Seals a value, within a change. Source: KMS Developer Guide, "How Parameter Store uses KMS", encryption context. */
  seal(key: string, value: string): Uint8Array {
    return this.#kms.seal('aws/ssm', this.#encryptionContext(key), Buffer.from(value))
  }

  valueOf(key: string, { version, sealed }: ParameterVersion): string {
    const name = this.#valueName(key, version)
    let value = this.#context.values.get(name)
    if (value === undefined) {
      value = this.#kms.open('aws/ssm', this.#encryptionContext(key), sealed)
      this.#context.values.set(name, value)
    }
    return Buffer.from(value.buffer, value.byteOffset, value.length).toString()
  }

  #encryptionContext(key: string) {
    return { PARAMETER_ARN: parameterArn(key, this.#place) }
  }

  #valueName(key: string, version: number): string {
    return ['ssm', this.#context.accountId, this.#context.region, key, version].join('\0')
  }

  #key(key: string) {
    return [this.#context.accountId, this.#context.region, key]
  }
}

/** Sorts after every letter that a name may have. */
const afterAllNames = '~'
