import { createHash } from 'node:crypto'
import { type CompiledPolicy, compilePolicy, parsePolicy } from '@sallyport/iam'
import { awsError } from '../../../aws-error.ts'
import { base32 } from '../../../random-letters.ts'
import type { Table } from '../../../store/table.ts'
import type { StoreContext } from '../../store-context.ts'
import { awsManagedPolicies } from './aws-managed-policies.ts'

/** A managed policy: an account's own, or one of AWS's. */
export interface ManagedPolicy {
  readonly name: string
  /** Begins and ends with `/`. */
  readonly path: string
  readonly arn: string
  /** `ANPA…` */
  readonly id: string
  /** As it was sent, checked by `parsePolicy`. */
  readonly document: string
  /** The one version there is. */
  readonly versionId: string
  /** `undefined` for a policy of AWS's that is older than its version. */
  readonly createdAt?: number
  readonly versionCreatedAt: number
  readonly description?: string
  readonly tags?: readonly (readonly [key: string, value: string])[]
}

/** The managed policies that an account can attach. IAM knows no regions. */
export class ManagedPolicies {
  readonly #context: StoreContext
  readonly #records: Table<ManagedPolicy>
  readonly #awsByArn: ReadonlyMap<string, ManagedPolicy>
  readonly #compiled = new WeakMap<ManagedPolicy, CompiledPolicy>()

  constructor(context: StoreContext) {
    this.#context = context
    this.#records = context.store.table('managed-policies', { keepInMemory: 10_000 })
    this.#awsByArn = awsPoliciesIn(context.partition)
  }

  newArn(path: string, name: string): string {
    return `arn:${this.#context.partition}:iam::${this.#context.accountId}:policy${path}${name}`
  }

  /** Names are unique whatever their case and path. Source: IAM User Guide, "IAM and AWS STS quotas", name requirements. */
  named(name: string): ManagedPolicy | undefined {
    return this.#records.get(this.#key(name))
  }

  peek(arn: string): ManagedPolicy | undefined {
    const aws = this.#awsByArn.get(arn)
    if (aws !== undefined) return aws
    const own = this.named(arn.slice(arn.lastIndexOf('/') + 1))
    return own?.arn === arn ? own : undefined
  }

  /** @throws AwsError `NoSuchEntity`, or `InvalidInput` for what is no policy's ARN */
  find(arn: string): ManagedPolicy {
    const policy = this.peek(checked(arn))
    if (policy === undefined) throw awsError('NoSuchEntity', `Policy ${arn} was not found${this.#unlessAws(arn)}.`, { status: 404 })
    return policy
  }

  /** @throws AwsError `NoSuchEntity`, or `InvalidInput` for what is no policy's ARN */
  findAttachable(arn: string): ManagedPolicy {
    const policy = this.peek(checked(arn))
    if (policy !== undefined) return policy
    throw awsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable${this.#unlessAws(arn)}.`, { status: 404 })
  }

  /** The account's own, by name. */
  *own(): Generator<ManagedPolicy> {
    for (const { value } of this.#records.under([this.#context.accountId])) yield value
  }

  /** Those of AWS's that are known here. */
  aws(): Iterable<ManagedPolicy> {
    return this.#awsByArn.values()
  }

  isAws({ arn }: ManagedPolicy): boolean {
    return this.#awsByArn.has(arn)
  }

  save(policy: ManagedPolicy): void {
    this.#records.put(this.#key(policy.name), policy)
  }

  remove(policy: ManagedPolicy): void {
    this.#records.remove(this.#key(policy.name))
  }

  /** The policy, compiled once. */
  compiled(policy: ManagedPolicy): CompiledPolicy {
    let compiled = this.#compiled.get(policy)
    if (compiled === undefined) {
      compiled = compilePolicy(policy.arn, parsePolicy(policy.document))
      this.#compiled.set(policy, compiled)
    }
    return compiled
  }

  /** Which of AWS's are known, after one that is not. */
  #unlessAws(arn: string): string {
    if (!/^arn:[\w-]+:iam::aws:policy\//.test(arn)) return ''
    const known = awsManagedPolicies.map(({ path, name }) => `${path}${name}`.slice(1)).join(', ')
    return `: of AWS's own policies AWS on loopback has ${known}`
  }

  #key(name: string) {
    return [this.#context.accountId, name.toLowerCase()]
  }
}

function checked(arn: string): string {
  if (/^arn:[\w-]+:iam::(?:\d{12}|aws):policy\/[!-~]+$/.test(arn)) return arn
  throw awsError('InvalidInput', `ARN ${arn} is not valid.`)
}

function awsPoliciesIn(partition: string): ReadonlyMap<string, ManagedPolicy> {
  return new Map(
    awsManagedPolicies.map(({ name, path, versionId, versionCreatedAt, document }) => {
      const arn = `arn:${partition}:iam::aws:policy${path}${name}`
      const at = Date.parse(versionCreatedAt)
      const created = versionId === 'v1' ? { createdAt: at } : {}
      return [arn, { name, path, arn, id: idOf(arn), document: JSON.stringify(document), versionId, versionCreatedAt: at, ...created }]
    }),
  )
}

/** The same at every start; the ids that AWS's own policies have are nowhere documented together. */
function idOf(arn: string): string {
  const bytes = createHash('sha256').update(arn).digest().subarray(0, 17)
  return `ANPA${Array.from(bytes, (byte) => base32.charAt(byte % base32.length)).join('')}`
}
