import { inLogs, type Needle } from '../secret-value/value-needles.ts'
import type { KnownValues } from './known-values.ts'
import { maskedText } from './masked-text.ts'
import type { Hit } from './needle-index.ts'

/**
 * Masks what is written piece by piece, without holding anything back: what a frozen or ended process has not written would be lost.
 * A line that has not ended is remembered, so that a value whose parts are written one after the other is found; from its first half on
 * (8 characters at least) a value at the end of a piece is masked, though it may turn out to be another text. Of a value that is split,
 * less than half is shown: the part written before enough of it had come to know it.
 */
export function unendedLine(values: KnownValues): (piece: string) => string {
  let line = ''

  return (piece) => {
    const isEnded = piece.endsWith('\n')
    if (line === '' && isEnded) return values.masked(piece)
    const text = line + piece
    const hits = values.hitsIn(text) ?? [] // also hears of new values, whose forms are looked at next
    const begun = isEnded ? undefined : begunAtEnd(text, values.needles())
    const masked = maskedText(text, begun ? [...hits, begun] : hits, line.length)
    line = isEnded ? '' : text.slice(Math.max(text.lastIndexOf('\n') + 1, text.length - longest(values.needles())))
    return masked
  }
}

/** The longest end of `text` with which a value may begin. */
function begunAtEnd(text: string, needles: Iterable<Needle>): Hit | undefined {
  let earliest = text.length
  for (const { text: needle } of needles) {
    const least = Math.max(inLogs.shortest, Math.ceil(needle.length / 2))
    const head = needle.slice(0, least)
    let from = text.indexOf(head, text.length - needle.length + 1)
    while (from >= 0 && !needle.startsWith(text.slice(from))) from = text.indexOf(head, from + 1)
    if (from >= 0) earliest = Math.min(earliest, from)
  }
  return earliest < text.length ? [earliest, text.length] : undefined
}

function longest(needles: Iterable<Needle>): number {
  let most = 0
  for (const { text } of needles) most = Math.max(most, text.length)
  return most
}
