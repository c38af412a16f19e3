import { type CompiledPolicy, compilePolicy, type PolicyDocument, parsePolicy } from '@sallyport/iam'
import type { Table } from '../../store/table.ts'
import type { StoreContext } from '../store-context.ts'
import type { ManagedPolicies, ManagedPolicy } from './managed-policies/managed-policies.ts'

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
  /** ARNs of managed policies; absent when none was ever attached. */
  readonly attachedPolicies?: readonly string[]
  readonly createdAt: number
  readonly description?: string
  readonly maxSessionSeconds: number
  readonly tags?: readonly (readonly [key: string, value: string])[]
}

/** An account's roles. IAM knows no regions. */
export class Roles {
  readonly #context: StoreContext
  readonly #managedPolicies: ManagedPolicies
  readonly #records: Table<RoleRecord>
  // a record is never changed but replaced, so what was compiled of it holds as long as it is the one in use
  readonly #policies = new WeakMap<RoleRecord, readonly CompiledPolicy[]>()
  readonly #trusts = new WeakMap<RoleRecord, PolicyDocument>()

  constructor(context: StoreContext, managedPolicies: ManagedPolicies) {
    this.#context = context
    this.#managedPolicies = managedPolicies
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

  /** The managed policies of a role. */
  attachedTo({ name, attachedPolicies = [] }: RoleRecord): readonly ManagedPolicy[] {
    return attachedPolicies.map((arn) => {
      const policy = this.#managedPolicies.peek(arn)
      if (policy === undefined) throw new Error(`policy ${arn} of role ${name} is not there`) // an attached one is never deleted
      return policy
    })
  }

  /** How many roles have a policy attached, by its ARN. */
  attachmentsByPolicy(): ReadonlyMap<string, number> {
    const attachments = new Map<string, number>()
    for (const { attachedPolicies = [] } of this.all()) {
      for (const arn of attachedPolicies) attachments.set(arn, (attachments.get(arn) ?? 0) + 1)
    }
    return attachments
  }

  /** The role's policies, inline and attached, compiled once. An attached policy is never changed. */
  policiesOf(role: RoleRecord): readonly CompiledPolicy[] {
    let policies = this.#policies.get(role)
    if (policies === undefined) {
      const inline = role.inlinePolicies.map(([name, document]) => compilePolicy(name, parsePolicy(document)))
      policies = [...inline, ...this.attachedTo(role).map((policy) => this.#managedPolicies.compiled(policy))]
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
