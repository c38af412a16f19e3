/** The middle of the samples: half of them are below it. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('no samples')
  return middle
}

/** The median of `samples[i] / beside[i]`: pair by pair, since a shared machine's speed drifts. */
export function medianRatio(samples: readonly number[], beside: readonly number[]): number {
  return median(samples.map((sample, i) => sample / (beside[i] ?? Number.NaN)))
}
