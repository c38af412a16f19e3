import { PolicyError, type PolicyPosition, quoted } from './policy-error.ts'

/** How text of a document is to be read, and where it stands. */
export interface Reading {
  /** Whether `${…}` is a variable: only with Version 2012-10-17, else it is text. Source: IAM User Guide, "IAM policy elements: Variables and tags". */
  readonly variables: boolean
  readonly at: PolicyPosition
}

/**
 * The character that `${*}`, `${?}` or `${$}` at this index stands for, or `undefined` where nothing is escaped.
 * @throws PolicyError `NOT_SUPPORTED` for a variable, which must never be compared as text
 */
export function escapedCharacterAt(text: string, index: number, reading: Reading): string | undefined {
  if (!reading.variables || !text.startsWith('${', index)) return undefined
  const inside = text[index + 2]
  if ((inside === '*' || inside === '?' || inside === '$') && text[index + 3] === '}') return inside
  throw new PolicyError('NOT_SUPPORTED', `may not use policy variables yet, as in ${quoted(text)}: write the value itself`, reading.at)
}

export const escapeLength = 4

/** Text in which wildcards mean nothing, with its escapes resolved. */
export function literalText(text: string, reading: Reading): string {
  let literal = ''
  for (let index = 0; index < text.length; index++) {
    const escaped = escapedCharacterAt(text, index, reading)
    literal += escaped ?? text[index]
    if (escaped !== undefined) index += escapeLength - 1
  }
  return literal
}
