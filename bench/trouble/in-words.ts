import type { Read } from '../programs/invocations.ts'
import { newValue, oldValue, type Played } from './played.ts'

/** What a read came to, in words; all that were said, where rounds differ. */
export function inWords(played: readonly Played[], index: number, patienceMs: number): string {
  const said = played.map(({ reads, unheard }) => {
    const read = reads[index]
    if (read === undefined) return 'was not made'
    // A rejection that nobody heard is told at the first read: which one it came from cannot be told.
    return outcomeOf(read, patienceMs) + (index === 0 && unheard > 0 ? ', and an unhandled rejection' : '')
  })
  return [...new Set(said)].join(' or ')
}

function outcomeOf({ value, threw }: Read, patienceMs: number): string {
  if (threw !== undefined) return `throws ${threw}`
  if (value === oldValue) return 'old value'
  if (value === newValue) return 'new value'
  return `hangs > ${patienceMs / 1000} s`
}
