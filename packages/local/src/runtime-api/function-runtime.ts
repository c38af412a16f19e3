import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FunctionDeployment } from './function-deployment.ts'
import type { EnvironmentHost } from './function-environment.ts'
import { type FleetLimits, FunctionFleet, ServerStopped } from './function-fleet.ts'
import { FunctionLogs, type LogEvent } from './function-logs.ts'
import type { InvocationRequest, InvocationResult } from './invocation-result.ts'
import { OrphanWatch } from './orphan-watch.ts'

/** More invocations at once than processes may be. */
export class ConcurrencyLimitReached extends Error {
  override readonly name = 'ConcurrencyLimitReached'
}

export interface FunctionRuntimeOptions extends Partial<FleetLimits> {
  /** Where the functions find AWS: asked for when the first process starts. */
  endpoint: () => string
  /** Processes of functions at once; default 50. (An AWS account begins with 1,000: see "Understanding Lambda function scaling".) */
  maxConcurrency?: number
  /** Where folders for functions are made; default the system's folder for temporary files. */
  temporaryFolder?: () => string
  /** The clock of logs, deadlines and sessions, in milliseconds since 1970; default the real one. */
  now?: () => number
}

/** Runs functions in child processes of this one: all functions of a server, each revision with its own execution environments. */
export class FunctionRuntime {
  readonly #options: FunctionRuntimeOptions
  readonly #maxConcurrency: number
  readonly #logs: FunctionLogs
  readonly #now: () => number
  readonly #fleetByArn = new Map<string, FunctionFleet>()
  readonly #retiring = new Set<FunctionFleet>()
  #host: Promise<EnvironmentHost> | undefined
  #running = 0
  #isStopped = false

  constructor(options: FunctionRuntimeOptions) {
    this.#options = options
    this.#maxConcurrency = options.maxConcurrency ?? 50
    this.#now = options.now ?? Date.now
    this.#logs = new FunctionLogs(this.#now)
  }

  /** @throws ConcurrencyLimitReached, UnusableZip, ServerStopped */
  async invoke(deployment: FunctionDeployment, request: InvocationRequest): Promise<InvocationResult> {
    if (this.#isStopped) throw new ServerStopped('the server has stopped')
    if (this.#running >= this.#maxConcurrency) throw new ConcurrencyLimitReached(`more than ${this.#maxConcurrency} invocations at once`)
    this.#running += 1
    try {
      this.#host ??= this.#openHost().catch((error: unknown) => {
        this.#host = undefined // the next invocation tries anew
        throw error
      })
      const fleet = this.#fleetOf(deployment, await this.#host)
      if (!fleet.hasIdle) this.#makeRoom()
      return await fleet.invoke(request)
    } finally {
      this.#running -= 1
    }
  }

  /** The function has another code or configuration now, or is no more: what runs its former one ends, after its invocation. */
  retire(arn: string): void {
    const fleet = this.#fleetByArn.get(arn)
    if (fleet === undefined) return
    this.#fleetByArn.delete(arn)
    this.#retiring.add(fleet)
    void fleet.retire().finally(() => this.#retiring.delete(fleet))
  }

  /** All functions are gone at once, and what they logged. */
  reset(): void {
    for (const arn of [...this.#fleetByArn.keys()]) this.retire(arn)
    this.#logs.clear()
  }

  /** Writes to a function's log what nobody waits for to be told. */
  logFailure(arn: string, message: string): void {
    this.#logs.write(arn, 'invocation-failures', message)
  }

  /** What a function has logged, oldest first. */
  logsOf(arn: string): readonly LogEvent[] {
    return this.#logs.of(arn)
  }

  /** What all functions have logged, each one's oldest first. */
  allLogs(): readonly LogEvent[] {
    return this.#logs.all()
  }

  /** Ends all processes, also in the middle of an invocation, and removes what was unpacked. */
  async stop(): Promise<void> {
    this.#isStopped = true
    const host = await this.#host?.catch(() => undefined) // who invoked was told that it could not be opened
    if (host === undefined) return
    await Promise.all([...this.#fleetByArn.values(), ...this.#retiring].map((fleet) => fleet.end()))
    await host.watch.end()
    await rm(host.folder, { recursive: true, force: true })
  }

  async #openHost(): Promise<EnvironmentHost> {
    const { endpoint, temporaryFolder = tmpdir } = this.#options
    const folder = await mkdtemp(join(temporaryFolder(), 'sallyport-functions-'))
    return { folder, endpoint: endpoint(), watch: new OrphanWatch(folder), logs: this.#logs, now: this.#now }
  }

  #fleetOf(deployment: FunctionDeployment, host: EnvironmentHost): FunctionFleet {
    const current = this.#fleetByArn.get(deployment.arn)
    if (current?.deployment.revisionId === deployment.revisionId) return current
    this.retire(deployment.arn)
    const { initMs = 10_000, idleMs = 600_000 } = this.#options
    const fleet = new FunctionFleet(deployment, host, { initMs, idleMs })
    this.#fleetByArn.set(deployment.arn, fleet)
    return fleet
  }

  /** Idle processes count, too: the one that has been idle longest makes room. */
  #makeRoom(): void {
    const fleets = [...this.#fleetByArn.values()]
    if (fleets.reduce((sum, fleet) => sum + fleet.size, 0) < this.#maxConcurrency) return
    const idle = fleets.filter((fleet) => fleet.hasIdle).sort((a, b) => (a.idleSince ?? 0) - (b.idleSince ?? 0))
    void idle[0]?.endOldestIdle()
  }
}
