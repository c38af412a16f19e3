import type { Needle } from '../secret-value/value-needles.ts'

/** Where a needle stands in a text: from, and the first character behind it. */
export type Hit = readonly [from: number, to: number]

/** Finds many needles in one pass that skips most of a text. */
export interface NeedleIndex {
  /** Characters of each needle that are looked for first; a needle must have as many. */
  readonly window: number
  add(needle: Needle): void
  /** Every place of every needle; undefined where there is none, which is the answer for most lines. */
  hitsIn(text: string): Hit[] | undefined
}

/** More of a window makes no text quicker to pass, and anchors harder to choose. */
const widestWindow = 24

const blockBits = 15

export const windowFor = (shortest: number) => Math.min(shortest, widestWindow)

/**
 * After Wu and Manber, "A fast algorithm for multi-pattern searching" (1994): of each needle a window is known by its blocks of three
 * characters, and a block that is in none lets the search skip a window's length. 300 needles cost no more than 10, which one search
 * per needle, or one regular expression of all of them, does not give.
 */
export function needleIndex(window: number): NeedleIndex {
  const skips = new Uint8Array(1 << blockBits).fill(window - 2)
  const byWindow = new Map<number, { needle: Needle; at: number }[]>()

  return {
    window,

    add(needle) {
      const at = anchorOf(needle.text, window)
      for (let end = 2; end < window; end += 1) {
        const block = blockAt(needle.text, at + end)
        const skip = window - 1 - end
        if (skip < (skips[block] ?? 0)) skips[block] = skip
      }
      const key = keyAt(needle.text, at, window)
      const same = byWindow.get(key)
      if (same) same.push({ needle, at })
      else byWindow.set(key, [{ needle, at }])
    },

    hitsIn(text) {
      let hits: Hit[] | undefined
      const { length } = text
      for (let end = window - 1; end < length; ) {
        const skip = skips[blockAt(text, end)] as number // a block's number is below the table's length
        if (skip > 0) {
          end += skip
          continue
        }
        const start = end - window + 1
        for (const { needle, at } of byWindow.get(keyAt(text, start, window)) ?? []) {
          const from = start - at
          if (from < 0 || !text.startsWith(needle.text, from)) continue
          hits ??= []
          hits.push([
            Math.max(0, from - (needle.sharedBefore ?? 0)),
            Math.min(length, from + needle.text.length + (needle.sharedAfter ?? 0)),
          ])
        }
        end += 1
      }
      return hits
    },
  }
}

/** The number of the three characters that end at `end`. */
function blockAt(text: string, end: number): number {
  return ((text.charCodeAt(end - 2) << 10) ^ (text.charCodeAt(end - 1) << 5) ^ text.charCodeAt(end)) & ((1 << blockBits) - 1)
}

/** A window's number: of its last block, which the search has looked at, and of its first. */
const keyAt = (text: string, start: number, window: number) => (blockAt(text, start + 2) << blockBits) | blockAt(text, start + window - 1)

/**
 * Where the window of a needle begins: there where it looks least like a log. What all keys of a vendor begin with, and the words in a
 * private key's first line, would make the search stop at each of them.
 */
function anchorOf(text: string, window: number): number {
  let [best, bestWeight, weight] = [0, -1, 0]
  for (let end = 0; end < text.length; end += 1) {
    weight += weightOf(text.charCodeAt(end)) - (end < window ? 0 : weightOf(text.charCodeAt(end - window)))
    if (end < window - 1 || weight < bestWeight) continue
    best = end - window + 1
    bestWeight = weight
  }
  return best
}

/** Capitals are rarer in logs than digits, which are in times and ids; all else is what logs are made of. */
const weightOf = (code: number) => (code >= 65 && code <= 90 ? 3 : code >= 48 && code <= 57 ? 2 : 1)
