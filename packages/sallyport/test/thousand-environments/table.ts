import type { Request } from './crowd.ts'
import type { Read } from './environments.ts'

/** How many of them have each text. */
export function countOf(texts: Iterable<string | number>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1
  return counts
}

/** One row of what happened to a crowd of environments; times are by their own clocks. */
export function row(reads: readonly Read[], requests: readonly Request[]): Record<string, string | number> {
  const ms = reads.map((read) => read.ms).sort((a, b) => a - b)
  const percentile = (share: number) => Math.round(ms[Math.ceil(ms.length * share) - 1] ?? 0)
  const requestsOf = Object.values(countOf(requests.map(({ environment }) => environment)))
  return {
    environments: requestsOf.length,
    reads: reads.length,
    failed: reads.filter(({ outcome }) => outcome !== 'read').length,
    requests: requests.length,
    throttled: requests.filter(({ error }) => error !== undefined).length,
    'environments by their requests': Object.entries(countOf(requestsOf))
      .map(([made, of]) => `${made}: ${of}`)
      .join(', '),
    'ms p50': percentile(0.5),
    'ms p90': percentile(0.9),
    'ms p99': percentile(0.99),
    'ms max': percentile(1),
  }
}
