import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { environmentVariables } from './environment-variables.ts'
import { ExecutionEnvironment, type Phase } from './execution-environment.ts'
import type { FunctionDeployment } from './function-deployment.ts'
import type { FunctionLogs } from './function-logs.ts'
import type { InvocationRequest } from './invocation-result.ts'
import { LogTail } from './log-tail.ts'
import type { OrphanWatch } from './orphan-watch.ts'
import { initStartLine } from './report-lines.ts'
import { runtimeProgram } from './runtime-program.ts'

/** What all execution environments of a server share. */
export interface EnvironmentHost {
  /** The server's temporary folder for functions. */
  folder: string
  /** Where the functions find AWS. */
  endpoint: string
  watch: OrphanWatch
  logs: FunctionLogs
  /** Milliseconds since 1970. */
  now: () => number
}

/** An execution environment that knows its function: its log stream, its role's session, its folders. */
export class FunctionEnvironment {
  readonly #deployment: FunctionDeployment
  readonly #logs: FunctionLogs
  readonly #now: () => number
  readonly #environment: ExecutionEnvironment
  readonly #logStreamName: string
  #tail = new LogTail()
  /** When its role's session ends, after which it is of no use. */
  readonly expiresAtMs: number
  isGone = false

  private constructor(deployment: FunctionDeployment, host: EnvironmentHost, folder: string, taskRoot: string, onGone: () => void) {
    const credentials = deployment.credentials()
    const program = runtimeProgram()
    const folders = { taskRoot, runtimeFolder: dirname(program), home: join(folder, 'home'), temporary: join(folder, 'tmp') }
    this.#deployment = deployment
    this.#logs = host.logs
    this.#now = host.now
    this.#logStreamName = logStreamName(deployment.version, new Date(host.now()))
    this.expiresAtMs = credentials.expiration.getTime()
    this.#environment = new ExecutionEnvironment({
      program,
      taskRoot,
      memorySizeMb: deployment.memorySizeMb,
      variables: (runtimeApi) =>
        environmentVariables(deployment, credentials, { runtimeApi, endpoint: host.endpoint, logStreamName: this.#logStreamName, folders }),
      onLine: (line) => this.log(line),
      onGone: () => {
        this.isGone = true
        onGone()
      },
      watch: host.watch,
    })
  }

  /** @param onGone told when the process has ended and its folders are removed */
  static async create(
    deployment: FunctionDeployment,
    host: EnvironmentHost,
    taskRoot: string,
    onGone: () => void,
  ): Promise<FunctionEnvironment> {
    const folder = join(host.folder, `environment-${randomUUID()}`)
    for (const name of ['home', 'tmp']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 })
    return new FunctionEnvironment(deployment, host, folder, taskRoot, () => {
      rm(folder, { recursive: true, force: true }).then(onGone, onGone) // what cannot be removed now goes with the server's folder
    })
  }

  /** Begins a new tail: what `Invoke` may give back of the log. */
  beginTail(tail: LogTail): void {
    this.#tail = tail
  }

  log(line: string): void {
    this.#tail.add(line)
    this.#logs.write(this.#deployment.arn, this.#logStreamName, line)
  }

  init(limitMs: number): Promise<Phase> {
    this.log(initStartLine(this.#deployment))
    return this.#environment.init(limitMs)
  }

  invoke({ requestId, event, clientContext }: InvocationRequest, limitMs: number): Promise<Phase> {
    const now = this.#now()
    const invocation = {
      requestId,
      event,
      clientContext,
      deadlineMs: now + limitMs,
      invokedFunctionArn: this.#deployment.arn,
      traceId: traceId(now),
    }
    return this.#environment.invoke(invocation, limitMs)
  }

  end(): Promise<void> {
    return this.#environment.end()
  }
}

/** As Lambda names them: day, version, and an id that is the environment's own. */
function logStreamName(version: string, now: Date): string {
  return `${now.toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${randomUUID().replaceAll('-', '')}`
}

/** Source: "AWS X-Ray concepts", tracing header. Nothing is sampled. */
function traceId(now: number): string {
  const id = randomUUID().replaceAll('-', '')
  return `Root=1-${Math.floor(now / 1000).toString(16)}-${id.slice(0, 24)};Parent=${id.slice(16)};Sampled=0`
}
