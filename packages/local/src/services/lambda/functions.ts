import { randomUUID } from 'node:crypto'
import { awsError } from '../../aws-error.ts'
import type { RoleSessions } from '../../identity/role-sessions.ts'
import type { FunctionDeployment } from '../../runtime-api/function-deployment.ts'
import type { LogEvent } from '../../runtime-api/function-logs.ts'
import { FunctionRuntime } from '../../runtime-api/function-runtime.ts'
import type { Table } from '../../store/table.ts'
import type { Roles } from '../iam/roles.ts'
import type { KmsKeys } from '../kms/kms-keys.ts'
import type { StoreContext } from '../store-context.ts'
import { isExecutionRole, notAssumable, roleNameOf } from './execution-role.ts'
import { functionReference } from './function-name.ts'
import type { FunctionUrlRecord } from './function-url/function-urls.ts'

export interface FunctionRecord {
  readonly name: string
  readonly arn: string
  readonly roleArn: string
  readonly runtime: string
  readonly handler: string
  readonly description: string
  readonly timeoutSeconds: number
  readonly memorySizeMb: number
  readonly architectures: readonly string[]
  /** In pairs: `__proto__` is a key, and would not outlive the store as a member. */
  readonly tags: readonly (readonly [key: string, value: string])[]
  /** In base64, as `CodeSha256` has it. */
  readonly codeSha256: string
  readonly codeSizeBytes: number
  /** Names and values as JSON, sealed; absent when there are none. */
  readonly sealedVariables?: Uint8Array
  /** Another for each change of code or configuration. */
  readonly revisionId: string
  /** Milliseconds since 1970. */
  readonly modifiedAt: number
  /** The resource policy, as JSON. */
  readonly policy?: string
  readonly url?: FunctionUrlRecord
}

/** Seconds that a role's session holds in an execution environment. Lambda renews within hours; here the environment is renewed. */
const sessionSeconds = 12 * 3600

/** The functions of an account in a region, and the processes that run them. */
export class Functions {
  readonly #context: StoreContext
  readonly #kms: KmsKeys
  readonly #roles: Roles
  readonly #sessions: RoleSessions
  readonly #records: Table<FunctionRecord>
  readonly #sealedCode: Table<Uint8Array>
  readonly runtime: FunctionRuntime

  constructor(context: StoreContext, { kms, roles, sessions }: { kms: KmsKeys; roles: Roles; sessions: RoleSessions }) {
    this.#context = context
    this.#kms = kms
    this.#roles = roles
    this.#sessions = sessions
    this.#records = context.store.table('functions', { keepInMemory: 1_000 })
    this.#sealedCode = context.store.table('function-code')
    // a runtime per account and region, since AWS, too, counts concurrency by both
    this.runtime = new FunctionRuntime({ endpoint: () => context.server.endpoint() })
    context.server.onStop(() => this.runtime.stop())
    context.server.onReset(() => this.runtime.reset())
  }

  /** The ARN that a caller means by a name, an ARN or a partial ARN; with its qualifier, when it has one. Never throws. */
  arnOf(text: string, qualifier?: string): string {
    const reference = functionReference(text)
    const version = qualifier ?? reference?.qualifier
    const arn = this.newArn(reference?.name ?? text, reference)
    return version === undefined ? arn : `${arn}:${version}`
  }

  newArn(name: string, { accountId = this.#context.accountId, region = this.#context.region } = {}): string {
    return `arn:${this.#context.partition}:lambda:${region}:${accountId}:function:${name}`
  }

  /** What the function of this name has logged, or all of them, each one's oldest first. */
  logsOf(name: string | undefined): readonly LogEvent[] {
    return name === undefined ? this.runtime.allLogs() : this.runtime.logsOf(this.newArn(name))
  }

  has(name: string): boolean {
    return this.#records.get(this.#key(name)) !== undefined
  }

  /** The function that a caller means, if there is one here: not in another account or region. */
  peek(text: string): FunctionRecord | undefined {
    const reference = functionReference(text)
    const record = reference === undefined ? undefined : this.#records.get(this.#key(reference.name))
    return record?.arn === this.newArn(reference?.name ?? '', reference) ? record : undefined
  }

  /** @throws AwsError `ResourceNotFoundException`, also for a version that is not `$LATEST` */
  find(text: string, qualifier: string = functionReference(text)?.qualifier ?? '$LATEST'): FunctionRecord {
    const record = this.peek(text)
    if (record === undefined || qualifier !== '$LATEST') {
      throw awsError(
        'ResourceNotFoundException',
        `Function not found: ${this.arnOf(text, qualifier === '$LATEST' ? undefined : qualifier)}`,
        { status: 404 },
      )
    }
    return record
  }

  save(record: FunctionRecord): void {
    this.#records.put(this.#key(record.name), record)
  }

  /** Saves with a new revision: processes of the former one end after their invocation. */
  saveRevision(record: FunctionRecord): FunctionRecord {
    const saved = { ...record, revisionId: randomUUID(), modifiedAt: this.#context.now().getTime() }
    this.save(saved)
    this.runtime.retire(record.arn)
    return saved
  }

  saveCode(name: string, zip: Uint8Array): void {
    this.#sealedCode.put(this.#key(name), this.#kms.seal('aws/lambda', this.#encryptionContext(name, 'code'), zip))
  }

  remove(name: string): void {
    this.#records.remove(this.#key(name))
    this.#sealedCode.remove(this.#key(name))
    this.runtime.retire(this.newArn(name))
  }

  /** Environment variables as they are kept; none are kept as none. */
  sealedVariables(name: string, variables: Readonly<Record<string, string>>): { sealedVariables?: Uint8Array } {
    if (Object.keys(variables).length === 0) return {}
    const text = Buffer.from(JSON.stringify(variables))
    return { sealedVariables: this.#kms.seal('aws/lambda', this.#encryptionContext(name, 'variables'), text) }
  }

  variablesOf({ name, sealedVariables }: FunctionRecord): Readonly<Record<string, string>> {
    if (sealedVariables === undefined) return {}
    return JSON.parse(this.#kms.open('aws/lambda', this.#encryptionContext(name, 'variables'), sealedVariables).toString('utf8'))
  }

  /** What the runtime needs to run the function as it is now. */
  deploymentOf(record: FunctionRecord): FunctionDeployment {
    return {
      name: record.name,
      arn: record.arn,
      version: '$LATEST',
      region: this.#context.region,
      revisionId: record.revisionId,
      runtime: record.runtime,
      handler: record.handler,
      timeoutSeconds: record.timeoutSeconds,
      memorySizeMb: record.memorySizeMb,
      code: () => this.#codeOf(record),
      variables: () => this.variablesOf(record),
      credentials: () => this.#sessionOf(record),
    }
  }

  /** The role may have changed since the function was made. */
  #sessionOf({ name, roleArn }: FunctionRecord) {
    if (!isExecutionRole(roleArn, this.#roles)) throw awsError('AccessDeniedException', notAssumable, { status: 403 })
    return this.#sessions.issue({ roleName: roleNameOf(roleArn), sessionName: name, durationSeconds: sessionSeconds })
  }

  #codeOf({ name, arn }: FunctionRecord): Uint8Array {
    const sealed = this.#sealedCode.get(this.#key(name))
    if (sealed === undefined) throw new Error(`the code of ${arn} is not stored`)
    return this.#kms.open('aws/lambda', this.#encryptionContext(name, 'code'), sealed)
  }

  /** Source: Lambda Developer Guide, "Securing Lambda environment variables": the encryption context is the function's ARN. */
  #encryptionContext(name: string, kind: 'code' | 'variables') {
    return { 'aws:lambda:FunctionArn': this.newArn(name), kind }
  }

  #key(name: string) {
    return [this.#context.accountId, this.#context.region, name]
  }
}
