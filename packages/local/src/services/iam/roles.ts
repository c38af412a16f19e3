import { type CompiledPolicy, compilePolicy, type PolicyDocument, parsePolicy } from '@sallyport/iam'
import type { Table } from '../../store/table.ts'
import type { StoreContext } from '../store-context.ts'

export interface RoleRecord {
  readonly name: string
  /** Begins and ends with `/`. */
  readonly path: string
  readonly arn: string
  /** `AROA…`: another for every role, also for one of the same name made later. */
  readonly id: string
  /** Policy documents are kept as they were sent, checked by `parsePolicy`. */
  readonly trustPolicy: string
  /** By name, in pairs: `__proto__` is a name, and would not outlive the store as a member. */
  readonly inlinePolicies: readonly (readonly [name: string, document: string])[]
  readonly createdAt: number
  readonly description?: string
  readonly maxSessionSeconds: number
  readonly tags?: readonly (readonly [key: string, value: string])[]
}

/** An account's roles. IAM knows no regions. */
export class Roles {
  readonly #context: StoreContext
  readonly #records: Table<RoleRecord>
  // a record is never changed but replaced, so what was compiled of it holds as long as it is the one in use
  readonly #policies = new WeakMap<RoleRecord, readonly CompiledPolicy[]>()
  readonly #trusts = new WeakMap<RoleRecord, PolicyDocument>()

  constructor(context: StoreContext) {
    this.#context = context
    this.#records = context.store.table('roles', { keepInMemory: 10_000 })
  }

  /** Role names are unique whatever their case. Source: IAM User Guide, "IAM and AWS STS quotas, name requirements". */
  find(name: string): RoleRecord | undefined {
    return this.#records.get(this.#key(name))
  }

  /** The ARN of a role, or the one it would have without a path. */
  arnOf(name: string): string {
    return this.find(name)?.arn ?? this.newArn('/', name)
  }

  newArn(path: string, name: string): string {
    return `arn:${this.#context.partition}:iam::${this.#context.accountId}:role${path}${name}`
  }

  *all(): Generator<RoleRecord> {
    for (const { value } of this.#records.under([this.#context.accountId])) yield value
  }

  save(record: RoleRecord): void {
    this.#records.put(this.#key(record.name), record)
  }

  remove(name: string): void {
    this.#records.remove(this.#key(name))
  }

  /** The role's own policies, compiled once. */
  policiesOf(role: RoleRecord): readonly CompiledPolicy[] {
    let policies = this.#policies.get(role)
    if (policies === undefined) {
      policies = role.inlinePolicies.map(([name, document]) => compilePolicy(name, parsePolicy(document)))
      this.#policies.set(role, policies)
    }
    return policies
  }

  trustOf(role: RoleRecord): PolicyDocument {
    let trust = this.#trusts.get(role)
    if (trust === undefined) {
      trust = parsePolicy(role.trustPolicy, { kind: 'trust' })
      this.#trusts.set(role, trust)
    }
    return trust
  }

  #key(name: string) {
    return [this.#context.accountId, name.toLowerCase()]
  }
}
