import { redacted } from '../secret-value/secret.ts'
import type { Hit } from './needle-index.ts'

/** `text` from `start` on, with each stretch that hits cover, alone or together, replaced by one `[redacted]`. */
export function maskedText(text: string, hits: readonly Hit[], start = 0): string {
  let [masked, shownTo] = ['', start]
  for (const [from, to] of stretchesOf(hits)) {
    if (to <= start) continue
    masked += text.slice(shownTo, Math.max(from, start)) + redacted
    shownTo = to
  }
  return masked + text.slice(shownTo)
}

function stretchesOf(hits: readonly Hit[]): Hit[] {
  const stretches: Hit[] = []
  for (const [from, to] of hits.toSorted(([one], [other]) => one - other)) {
    const last = stretches.at(-1)
    if (last && from <= last[1]) stretches[stretches.length - 1] = [last[0], Math.max(last[1], to)]
    else stretches.push([from, to])
  }
  return stretches
}
