/** Brackets inside one another; large published files have 250 by this count. The parser ends the process at some thousands. */
const maxNesting = 1000

/** Whether brackets nest too deeply to be parsed. Those in strings and comments count as well, which is near enough for such a limit. */
export function isNestedTooDeeply(source: string): boolean {
  let depth = 0
  for (const [bracket] of source.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) depth++
    else if (depth > 0) depth--
    if (depth > maxNesting) return true
  }
  return false
}
