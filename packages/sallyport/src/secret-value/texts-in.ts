/** Digits from which a number is a value too: an account's, not a port or seconds, which any text may hold. */
const fewestDigits = 8

/** A stored text, and the texts and long numbers in it when it is JSON: each of them is a value of its own. */
export function textsIn(stored: string): [stored: string, ...leaves: string[]] {
  let object: unknown
  try {
    object = JSON.parse(stored)
  } catch {
    return [stored]
  }
  return [stored, ...new Set([...leavesOf(object), ...numbersIn(stored)])]
}

/** As they are written: JavaScript rounds those past 2 ** 53, and code that hands the text on does not. */
const numbersIn = (json: string) => (json.replace(/"(?:\\.|[^"\\])*"/g, '""').match(/\d[\d.eE+-]*/g) ?? []).filter(isLong)

const isLong = (number: string) => number.replace(/\D/g, '').length >= fewestDigits

function leavesOf(thing: unknown): string[] {
  if (typeof thing === 'string') return [thing]
  if (typeof thing === 'number') return [`${thing}`].filter(isLong)
  return typeof thing === 'object' && thing !== null ? Object.values(thing).flatMap(leavesOf) : []
}
