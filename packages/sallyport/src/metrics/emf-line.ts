import type { Environment } from '../aws-client/credentials/environment.ts'
import { badDeclaration } from '../bad-declaration.ts'

/** How the lines look in CloudWatch. */
export interface MetricsOptions {
  /** CloudWatch namespace. Default: `sallyport`. */
  readonly namespace?: string | undefined
  /** More members of each line, for Logs Insights or as dimensions; `function` is this function's name unless it is given here. */
  readonly properties?: Readonly<Record<string, string>> | undefined
  /** Sets of members by which metrics are told apart; CloudWatch bills a metric for each combination. Default: `[['function', 'secret']]`. */
  readonly dimensions?: readonly (readonly string[])[] | undefined
}

/** What happened to a secret since its last line. */
export interface Tally {
  hits: number
  misses: number
  refreshes: number
  staleServes: number
  /** Milliseconds that AWS took for each request, from its sending to the answer. */
  latencies: number[]
  /** The version in use. */
  version?: string | undefined
}

const units = { Hits: 'Count', Misses: 'Count', Refreshes: 'Count', StaleServes: 'Count', Latency: 'Milliseconds' }

/**
 * Writes a tally in CloudWatch's Embedded Metric Format.
 * Source: CloudWatch User Guide, "Specification: Embedded metric format": dimensions are members of the line with a text each, 30 at most.
 * @throws SallyportError `BAD_DECLARATION` for options of which CloudWatch would drop every line without a word
 */
export function emfLine(options: MetricsOptions, env: Environment) {
  const own = new Set(['_aws', 'secret', 'version', ...Object.keys(units)])
  const { namespace = 'sallyport', dimensions = [['function', 'secret']] } = options
  const properties = { function: env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'none', ...options.properties }

  // Source: CloudWatch API Reference, "MetricDatum" and "PutMetricData".
  if (!/^(?!AWS\/|:)[\w.\-/#: ]{1,255}$/.test(namespace))
    throw badDeclaration(namespace, 'is not a namespace: give letters, digits and .-_/#:')
  for (const [name, value] of Object.entries(properties)) {
    if (own.has(name)) throw badDeclaration(name, 'is a member that each line has of its own: give the property another name')
    if (!isDimensionText(value))
      throw badDeclaration(name, 'does not hold a text that CloudWatch takes: give 1 to 1024 printable ASCII characters')
  }
  if (dimensions.length === 0) throw badDeclaration(dimensions, 'has no set of dimensions: give [[]] for metrics without any')
  for (const set of dimensions) {
    if (set.length > 30) throw badDeclaration(set, 'has more than 30 dimensions: give fewer')
    for (const name of set) {
      if (name !== 'secret' && !Object.hasOwn(properties, name))
        throw badDeclaration(name, 'is not a member of the lines: give it among properties')
    }
  }

  return (secret: string, tally: Tally, now: number): string => {
    const { hits: Hits, misses: Misses, refreshes: Refreshes, staleServes: StaleServes, latencies, version } = tally
    const values = { Hits, Misses, Refreshes, StaleServes, ...(latencies.length > 0 && { Latency: latencies }) }
    const Metrics = Object.entries(units).flatMap(([Name, Unit]) => (Name in values ? [{ Name, Unit }] : []))
    const _aws = { Timestamp: now, CloudWatchMetrics: [{ Namespace: namespace, Dimensions: dimensions, Metrics }] }
    return JSON.stringify({ _aws, ...properties, secret, version, ...values })
  }
}

/** Source: CloudWatch API Reference, "Dimension". */
const isDimensionText = (value: string) => /^(?=.*\S)[\x20-\x7e]{1,1024}$/.test(value)
