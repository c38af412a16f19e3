import { awsError } from '../../aws-error.ts'
import { randomLetters } from '../../random-letters.ts'
import type { Table } from '../../store/table.ts'
import type { KmsKeys } from '../kms/kms-keys.ts'
import type { StoreContext } from '../store-context.ts'
import { namesIn, standsFor } from './secret-id.ts'
import type { SecretRecord, SecretValue, Tag, VersionRecord } from './secret-record.ts'

const alias = 'aws/secretsmanager'
const dayMs = 24 * 60 * 60 * 1000
const suffixLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export interface NewSecret {
  readonly name: string
  readonly description?: string | undefined
  /** Empty or absent: the key that AWS manages. */
  readonly kmsKeyId?: string | undefined
  readonly tags?: readonly Tag[]
  /** The service of AWS that made it, such as `rds`: nobody else may change it. */
  readonly owningService?: string
}

export interface FirstVersion {
  readonly id: string
  readonly value: SecretValue
}

/** The secrets of an account in a region, and their values. */
export class Secrets {
  readonly #context: StoreContext
  readonly #kms: KmsKeys
  readonly #records: Table<SecretRecord>
  readonly #values: Table<Uint8Array>

  constructor(context: StoreContext, kms: KmsKeys) {
    this.#context = context
    this.#kms = kms
    this.#records = context.store.table('secrets', { keepInMemory: 10_000 })
    this.#values = context.store.table('secret-values')
  }

  /** The stored ARN whatever form the id has; for a missing secret the ARN of its name, without the six characters. */
  arnOf(id: string): string {
    return this.peek(id)?.arn ?? (id.startsWith('arn:') ? id : this.#arn(id))
  }

  /** An ARN a new secret of this name might get. */
  newArn(name: string): string {
    return this.#arn(`${name}-${randomLetters(6, suffixLetters)}`)
  }

  /** @throws AwsError `ResourceNotFoundException` */
  find(id: string): SecretRecord {
    const found = this.peek(id)
    if (found === undefined) throw awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
    return found
  }

  /** @throws AwsError `ResourceNotFoundException`, or `InvalidRequestException` when it waits for its deletion */
  findUndeleted(id: string): SecretRecord {
    const found = this.find(id)
    if (found.deletion === undefined) return found
    throw awsError('InvalidRequestException', "You can't perform this operation on the secret because it was marked for deletion.")
  }

  /**
   * A secret that its account may change.
   * Source: Secrets Manager User Guide, "AWS Secrets Manager secrets managed by other AWS services".
   * @throws AwsError `ResourceNotFoundException`, or `InvalidRequestException` when it waits for its deletion or a service owns it
   */
  findChangeable(id: string): SecretRecord {
    const found = this.findUndeleted(id)
    checkOwner(found)
    return found
  }

  /** `undefined` for a secret that is not there, or whose recovery window is over. */
  peek(id: string): SecretRecord | undefined {
    const { arn, names } = namesIn(id)
    for (const name of names) {
      const record = this.#records.get(this.#key(name))
      if (record !== undefined && (arn === undefined || standsFor(arn, record.arn)) && !this.#isGone(record)) return record
    }
    return undefined
  }

  /** All that are there, those that wait for their deletion among them, by name. */
  *all(): Generator<SecretRecord> {
    for (const { value } of this.#records.under([this.#context.accountId, this.#context.region])) if (!this.#isGone(value)) yield value
  }

  /** Puts a new secret, with its first value if it has one. Within a change, and only where there is none of its name. */
  create({ name, description, kmsKeyId, tags = [], owningService }: NewSecret, first?: FirstVersion): SecretRecord {
    this.purge(name)
    const now = this.#context.now().getTime()
    const record: SecretRecord = {
      name,
      arn: this.newArn(name),
      ...(description === undefined ? {} : { description }),
      ...(kmsKeyId ? { kmsKeyId } : {}),
      ...(owningService === undefined ? {} : { owningService }),
      tags,
      createdAt: now,
      lastChangedAt: now,
      versions: first === undefined ? [] : [{ id: first.id, stages: ['AWSCURRENT'], createdAt: now, form: first.value.form }],
    }
    this.save(record)
    if (first !== undefined) this.saveValue(record.arn, first.id, first.value)
    return record
  }

  save(record: SecretRecord): void {
    this.#records.put(this.#key(record.name), record)
  }

  remove({ name, arn, versions }: SecretRecord): void {
    for (const { id } of versions) this.#removeValue(arn, id)
    this.#records.remove(this.#key(name))
  }

  /** Makes room for a new secret of this name: the one whose recovery window is over goes now. */
  purge(name: string): void {
    const old = this.#records.get(this.#key(name))
    if (old !== undefined && this.#isGone(old)) this.remove(old)
  }

  saveValue(arn: string, versionId: string, { bytes }: SecretValue): void {
    this.#context.values.drop(valueName(arn, versionId))
    this.#values.put(this.#valueKey(arn, versionId), this.#kms.seal(alias, contextOf(arn, versionId), bytes))
  }

  removeValues(arn: string, versions: readonly VersionRecord[]): void {
    for (const { id } of versions) this.#removeValue(arn, id)
  }

  /** Opened once and kept in memory, within the cache's bound. */
  valueOf(arn: string, { id, form }: VersionRecord): SecretValue {
    const name = valueName(arn, id)
    const kept = this.#context.values.get(name)
    if (kept !== undefined) return { form, bytes: kept }
    const sealed = this.#values.get(this.#valueKey(arn, id))
    if (sealed === undefined) throw new Error(`version ${id} of ${arn} has no value`)
    const bytes = this.#kms.open(alias, contextOf(arn, id), sealed)
    this.#context.values.set(name, bytes)
    return { form, bytes }
  }

  /** Notes the day of a read, once a day. Source: Secrets Manager API Reference, "DescribeSecret", LastAccessedDate. */
  noteAccess({ name, arn, lastAccessedDay = 0 }: SecretRecord, { id, lastAccessedDay: versionDay = 0 }: VersionRecord): void {
    const at = this.#context.now().getTime()
    if (at - lastAccessedDay < dayMs && at - versionDay < dayMs) return
    const day = at - (at % dayMs)
    this.#context.store.soon(() => {
      const record = this.#records.get(this.#key(name))
      if (record?.arn !== arn) return
      const versions = record.versions.map((version) => (version.id === id ? { ...version, lastAccessedDay: day } : version))
      this.save({ ...record, versions, lastAccessedDay: day })
    })
  }

  #removeValue(arn: string, versionId: string): void {
    this.#context.values.drop(valueName(arn, versionId))
    this.#values.remove(this.#valueKey(arn, versionId))
  }

  #isGone({ deletion }: SecretRecord): boolean {
    return deletion !== undefined && deletion.dueAt <= this.#context.now().getTime()
  }

  #arn(resource: string): string {
    const { partition, region, accountId } = this.#context
    return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${resource}`
  }

  #key(name: string) {
    return [this.#context.accountId, this.#context.region, name]
  }

  #valueKey(arn: string, versionId: string) {
    return [arn, versionId]
  }
}

/** @throws AwsError `InvalidRequestException` for a secret that a service of AWS owns */
export function checkOwner({ owningService }: SecretRecord): void {
  if (owningService === undefined) return
  const message = `The secret is managed by another service, ${owningService}, and you must use that service to update it.`
  throw awsError('InvalidRequestException', message)
}

function valueName(arn: string, versionId: string): string {
  return `${arn}|${versionId}`
}

/** Source: Secrets Manager User Guide, "Secret encryption and decryption", encryption context. */
function contextOf(arn: string, versionId: string) {
  return { SecretARN: arn, SecretVersionId: versionId }
}
