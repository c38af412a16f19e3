/** A stored text, and the texts in it when it is JSON: each of them is a value of its own. */
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
  return typeof thing === 'object' && thing !== null ? Object.values(thing).flatMap(leavesOf) : []
}
