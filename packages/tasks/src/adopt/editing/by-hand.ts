/** What a person has to change, because a change by a tool might break something. */
export interface ByHand {
  /** Relative to the project's root. */
  readonly file: string
  readonly line: number
  readonly variable: string | undefined
  /** Continues `file:line`. */
  readonly advice: string
}

/** One advice for each place and variable, the first, in the order of the files; what is alike for several variables is told once, of none. */
export function uniqueByHand(all: readonly ByHand[]): ByHand[] {
  const firsts = firstOfEach(all, ({ file, line, variable }) => JSON.stringify([file, line, variable]))
  const alike = ({ file, line, advice }: ByHand) => JSON.stringify([file, line, advice])
  const unique = firstOfEach(firsts, alike).map((each) => {
    const isOfSeveral = firsts.some((other) => other.variable !== each.variable && alike(other) === alike(each))
    return isOfSeveral ? { ...each, variable: undefined } : each
  })
  return unique.sort((one, other) => (one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1))
}

function firstOfEach(all: readonly ByHand[], keyOf: (each: ByHand) => string): ByHand[] {
  const seen = new Map<string, ByHand>()
  for (const each of all) if (!seen.has(keyOf(each))) seen.set(keyOf(each), each)
  return [...seen.values()]
}
