import type { Environment } from '../aws-client/credentials/environment.ts'
import { cached } from '../cache/cached.ts'
import type { Entry } from '../cache/entry.ts'
import { isWithin } from '../cache/life.ts'
import { configureRuntime, listenTo } from '../configure.ts'
import { type Runtime, sharedRuntime } from '../runtime.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { emfLine, type MetricsOptions, type Tally } from './emf-line.ts'

export interface MetricsSurroundings {
  readonly env: Environment
  readonly write: (line: string) => void
}

/**
 * Writes what happens to each secret to standard output, in CloudWatch's Embedded Metric Format: `Hits`, `Misses`, `Refreshes`,
 * `StaleServes`, `Latency` of the requests to AWS, and the version in use. A secret has a line a second at most; what happens meanwhile is
 * in its next one. To be called once and before the first read, as `configure`; gives a function that writes what is left and ends it.
 * @throws SallyportError `BAD_DECLARATION` for options of which CloudWatch would drop every line
 * @example
 * emfMetrics({ namespace: 'shop', properties: { service: 'checkout' }, dimensions: [['service', 'secret']] })
 */
export function emfMetrics(options: MetricsOptions = {}): () => void {
  // Not console.log: with Lambda's JSON log format it would put the line, as a text, into a record of its own, where CloudWatch finds no metrics.
  return metricsOf(sharedRuntime(), options, { env: process.env, write: (line) => process.stdout.write(`${line}\n`) })
}

export function metricsOf(
  runtime: Runtime & { cached?: typeof cached | undefined },
  options: MetricsOptions,
  { env, write }: MetricsSurroundings,
): () => void {
  // Milliseconds between two lines of a secret.
  const lineEveryMs = 1_000
  // Members of a list of values. Source: CloudWatch User Guide, "Specification: Embedded metric format".
  const mostValues = 100
  // Of families without end those that were used last.
  const mostSecrets = 1_000

  const lineOf = emfLine(options, env)
  const tallies = new Map<string, Told>()
  const timed = new WeakSet<Entry>()
  const answered = new WeakSet<StoredReading>()

  interface Told extends Tally {
    toldAt: number
  }

  function tallyOf(secret: string): Told {
    const tally = tallies.get(secret) ?? { ...nothing(), toldAt: Number.NEGATIVE_INFINITY }
    tallies.delete(secret)
    tallies.set(secret, tally) // as the last
    for (const [oldest, each] of tallies) {
      if (tallies.size <= mostSecrets) break
      tell(oldest, each)
      tallies.delete(oldest)
    }
    return tally
  }

  function tell(secret: string, tally: Told): void {
    const { hits, misses, refreshes, staleServes, latencies } = tally
    if (hits + misses + refreshes + staleServes + latencies.length === 0) return
    write(lineOf(secret, tally, runtime.now()))
    Object.assign(tally, nothing(), { toldAt: runtime.now() })
  }

  function count(secret: string, what: 'hits' | 'misses' | 'refreshes' | 'staleServes'): Told {
    const tally = tallyOf(secret)
    tally[what] += 1
    return tally
  }

  function tellIfDue(secret: string, tally: Told): void {
    if (!isWithin(lineEveryMs, tally.toldAt, runtime.now()) || tally.latencies.length >= mostValues) tell(secret, tally)
  }

  /** A request has its line when it is answered, so that the two stand together. */
  function time({ name }: Entry, flight: Promise<StoredReading>): Promise<StoredReading> {
    const told = () => tellIfDue(name, tallyOf(name))
    flight.then((reading) => {
      if (answered.has(reading)) return // others have waited for it as well
      answered.add(reading)
      const tally = tallyOf(name)
      tally.version = reading.version
      const latencyMs = runtime.now() - reading.sentAt
      if (latencyMs >= 0) tally.latencies.push(latencyMs) // less when the clock was set back meanwhile
      told()
    }, told)
    return flight
  }

  const counting: typeof cached = (entry, ...others) => {
    const view = cached(entry, ...others)
    if (!timed.has(entry)) {
      timed.add(entry)
      const { read, refresh } = entry
      entry.read = () => time(entry, read())
      entry.refresh = () => time(entry, refresh())
    }
    const fresh = () => {
      const held = view.fresh()
      if (held) tellIfDue(entry.name, count(entry.name, 'hits'))
      return held
    }
    return {
      ...view,
      fresh,
      read(options) {
        fresh() // the first read of a declaration, of what another has in memory
        return view.read(options)
      },
    }
  }

  runtime.cached = counting
  configureRuntime(runtime, {}) // what was bound before is bound anew, and seen
  const forget = listenTo(runtime, ({ type, secret }) => {
    if (type === 'miss') count(secret, 'misses')
    else if (type === 'refresh') count(secret, 'refreshes')
    else tellIfDue(secret, count(secret, 'staleServes'))
  })

  return () => {
    forget()
    if (runtime.cached === counting) runtime.cached = undefined
    configureRuntime(runtime, {})
    for (const [secret, tally] of tallies) tell(secret, tally)
    tallies.clear()
  }
}

const nothing = () => ({ hits: 0, misses: 0, refreshes: 0, staleServes: 0, latencies: [] })
