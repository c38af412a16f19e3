import { escapedCharacterAt, escapeLength, type Reading } from '../policy-document/policy-variables.ts'

/** A pattern ready to match. */
export interface Glob {
  /** The text before its first wildcard: most patterns that do not match differ there, and the engine compares it in one go. */
  readonly prefix: string
  /** The rest as UTF-16 code units with wildcards as negative numbers; `undefined` for a pattern without a wildcard. */
  readonly rest: Int32Array | undefined
}

const anyRun = -1
const anyOne = -2

/** `*` is any run of characters, none included, also over `/` and `:`; `?` is exactly one; everything else is itself. */
export function compileGlob(pattern: string, reading: Reading): Glob {
  const rest: number[] = []
  let prefix = ''
  for (let index = 0; index < pattern.length; index++) {
    const escaped = escapedCharacterAt(pattern, index, reading)
    if (escaped !== undefined) index += escapeLength - 1
    const character = escaped ?? pattern.charAt(index)
    const wildcard = escaped === undefined ? wildcardOf(character) : undefined
    if (wildcard === undefined && rest.length === 0) prefix += character
    else if (wildcard !== anyRun || rest.at(-1) !== anyRun) rest.push(wildcard ?? character.charCodeAt(0)) // `**` matches what `*` matches
  }
  return { prefix, rest: rest.length === 0 ? undefined : Int32Array.from(rest) }
}

function wildcardOf(character: string): number | undefined {
  if (character === '*') return anyRun
  return character === '?' ? anyOne : undefined
}

/**
 * Two pointers and one place to go back to, the last `*`: at worst the product of both lengths, whatever the pattern,
 * where a regular expression or a recursion could take exponential time.
 */
export function matchesGlob({ prefix, rest }: Glob, text: string): boolean {
  if (rest === undefined) return prefix === text
  if (!text.startsWith(prefix)) return false
  let index = prefix.length
  let at = 0
  let resumeAt = 0
  let afterRun = -1
  while (index < text.length) {
    const unit = rest[at]
    if (unit === anyRun) {
      afterRun = ++at
      resumeAt = index
      if (at === rest.length) return true
    } else if (unit === anyOne || unit === text.charCodeAt(index)) {
      at++
      index++
    } else if (afterRun >= 0) {
      at = afterRun
      index = ++resumeAt
    } else return false
  }
  return at === rest.length || (at === rest.length - 1 && rest[at] === anyRun)
}
