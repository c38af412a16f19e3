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
  return [stored, ...leavesOf(object)]
}

function leavesOf(thing: unknown): string[] {
  if (typeof thing === 'string') return [thing]
  if (typeof thing === 'number') return `${thing}`.length < fewestDigits ? [] : [`${thing}`]
  return typeof thing === 'object' && thing !== null ? Object.values(thing).flatMap(leavesOf) : []
}
