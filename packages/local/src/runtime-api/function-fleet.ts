import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Phase } from './execution-environment.ts'
import type { FunctionDeployment } from './function-deployment.ts'
import { type EnvironmentHost, FunctionEnvironment } from './function-environment.ts'
import { type InvocationRequest, type InvocationResult, invocationResult, timedOut } from './invocation-result.ts'
import { LogTail } from './log-tail.ts'
import { endLine, initReportLine, reportLine, startLine } from './report-lines.ts'
import { unpackCode } from './unpacked-code.ts'

export interface FleetLimits {
  /** Milliseconds that INIT may take. Source: "Understanding the Lambda execution environment lifecycle", init phase (10 s). */
  initMs: number
  /** Milliseconds after which an idle environment is ended. AWS names no figure; default 10 minutes. */
  idleMs: number
}

/** There is nobody to run a function any more. */
export class ServerStopped extends Error {
  override readonly name = 'ServerStopped'
}

/** Milliseconds that a role's session must have left, beside the function's timeout, for an environment to be used again. */
const sessionMarginMs = 60_000

/** The execution environments of one revision of a function: one for each invocation at a time, the one used last is used first. */
export class FunctionFleet {
  readonly deployment: FunctionDeployment
  readonly #host: EnvironmentHost
  readonly #limits: FleetLimits
  readonly #environments = new Set<FunctionEnvironment>()
  readonly #idle: { environment: FunctionEnvironment; since: number; timer: NodeJS.Timeout }[] = []
  #code: Promise<string> | undefined
  #invocations = 0
  #isRetired = false
  #isEnded = false
  #unused: () => void = () => undefined
  /** Settled once the fleet is retired, its last process has ended and its code is removed. */
  readonly disbanded: Promise<void>

  constructor(deployment: FunctionDeployment, host: EnvironmentHost, limits: FleetLimits) {
    this.deployment = deployment
    this.#host = host
    this.#limits = limits
    this.disbanded = new Promise<void>((resolve) => {
      this.#unused = resolve
    }).then(() => this.#removeCode())
  }

  /** Processes, those about to start included. */
  get size(): number {
    return Math.max(this.#environments.size, this.#invocations)
  }

  get hasIdle(): boolean {
    return this.#idle.length > 0
  }

  get idleSince(): number | undefined {
    return this.#idle[0]?.since
  }

  /** Ends the environment that has been idle longest. */
  async endOldestIdle(): Promise<void> {
    const oldest = this.#idle.shift()
    if (oldest === undefined) return
    clearTimeout(oldest.timer)
    await oldest.environment.end()
  }

  /** Ends the idle environments now, the others after their invocation. */
  async retire(): Promise<void> {
    this.#isRetired = true
    while (this.hasIdle) await this.endOldestIdle()
    this.#endWhenUnused()
    await this.disbanded
  }

  /** Ends all environments now, in the middle of what they do. */
  async end(): Promise<void> {
    this.#isRetired = true
    this.#isEnded = true
    await Promise.all([...this.#environments].map((environment) => environment.end()))
    await this.retire()
  }

  async invoke(request: InvocationRequest): Promise<InvocationResult> {
    this.#invocations += 1
    try {
      return await this.#invoke(request)
    } finally {
      this.#invocations -= 1
      this.#endWhenUnused()
    }
  }

  async #invoke(request: InvocationRequest): Promise<InvocationResult> {
    const { deployment } = this
    const tail = new LogTail()
    const start = await this.#ready(tail)
    const { environment } = start

    environment.log(startLine(request.requestId, deployment.version))
    const phase = await this.#run(start, request)
    if (phase.status === 'timeout')
      environment.log(`${new Date(this.#host.now()).toISOString()} ${request.requestId} ${timedOut(deployment.timeoutSeconds)}`)
    environment.log(endLine(request.requestId))
    environment.log(reportLine(request.requestId, deployment.memorySizeMb, phase, start.initMs))
    await this.#putBack(environment)
    return invocationResult(phase, request.requestId, deployment.timeoutSeconds, tail.toBase64())
  }

  /**
   * An environment for an invocation. When INIT of a new one fails, it is run again in another, within the invocation.
   * Source: "Understanding the Lambda execution environment lifecycle", failures during the Init phase.
   */
  async #ready(tail: LogTail): Promise<{ environment: FunctionEnvironment; needsInit: boolean; initMs?: number }> {
    const idle = this.#takeIdle()
    if (idle !== undefined) {
      idle.beginTail(tail)
      return { environment: idle, needsInit: false }
    }
    const environment = await this.#create(tail)
    const init = await environment.init(this.#limits.initMs)
    if (init.status === 'success') return { environment, needsInit: false, initMs: init.durationMs }
    environment.log(initReportLine(init))
    await environment.end()
    return { environment: await this.#create(tail), needsInit: true }
  }

  async #run(
    { environment, needsInit }: { environment: FunctionEnvironment; needsInit: boolean },
    request: InvocationRequest,
  ): Promise<Phase> {
    const limitMs = this.deployment.timeoutSeconds * 1000
    if (!needsInit) return await environment.invoke(request, limitMs)
    const init = await environment.init(limitMs)
    if (init.status !== 'success') return init
    const invoked = await environment.invoke(request, Math.max(1, limitMs - init.durationMs))
    return { ...invoked, durationMs: init.durationMs + invoked.durationMs }
  }

  async #create(tail: LogTail): Promise<FunctionEnvironment> {
    this.#code ??= this.#unpack().catch((error: unknown) => {
      this.#code = undefined // the next invocation tries anew
      throw error
    })
    const environment = await FunctionEnvironment.create(this.deployment, this.#host, await this.#code, () => this.#forget(environment))
    if (this.#isEnded) throw new ServerStopped('the server has stopped')
    environment.beginTail(tail)
    this.#environments.add(environment)
    return environment
  }

  #takeIdle(): FunctionEnvironment | undefined {
    for (let taken = this.#idle.pop(); taken !== undefined; taken = this.#idle.pop()) {
      clearTimeout(taken.timer)
      const { environment } = taken
      const outlivesInvocation = environment.expiresAtMs - this.#host.now() > this.deployment.timeoutSeconds * 1000 + sessionMarginMs
      if (!environment.isGone && outlivesInvocation) return environment
      void environment.end()
    }
    return undefined
  }

  async #putBack(environment: FunctionEnvironment): Promise<void> {
    if (environment.isGone) return
    if (this.#isRetired) return await environment.end()
    const timer = setTimeout(() => {
      this.#idle.splice(this.#idle.indexOf(entry), 1)
      void environment.end()
    }, this.#limits.idleMs)
    timer.unref() // a server that has nothing else to do may end
    const entry = { environment, since: this.#host.now(), timer }
    this.#idle.push(entry)
  }

  #forget(environment: FunctionEnvironment): void {
    this.#environments.delete(environment)
    const index = this.#idle.findIndex((idle) => idle.environment === environment)
    if (index >= 0) clearTimeout(this.#idle.splice(index, 1)[0]?.timer)
    this.#endWhenUnused()
  }

  async #unpack(): Promise<string> {
    const folder = join(this.#host.folder, `code-${randomUUID()}`)
    await mkdir(folder, { recursive: true, mode: 0o700 }) // the server's folder may have been cleaned away
    await unpackCode(this.deployment.code(), folder)
    return folder
  }

  #endWhenUnused(): void {
    if (this.#isRetired && this.size === 0) this.#unused()
  }

  async #removeCode(): Promise<void> {
    const folder = await this.#code?.catch(() => undefined) // what could not be unpacked goes with the server's folder
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  }
}
