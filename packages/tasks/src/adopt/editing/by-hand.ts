/** What a person has to change, because a change by a tool might break something. */
export interface ByHand {
  /** Relative to the project's root. */
  readonly file: string
  readonly line: number
  readonly variable: string | undefined
  /** Continues `file:line`. */
  readonly advice: string
}

/** One advice for each place and variable, the first, in the order of the files. */
export function uniqueByHand(all: readonly ByHand[]): ByHand[] {
  const unique = all.filter(
    (each, index) =>
      all.findIndex(({ file, line, variable }) => file === each.file && line === each.line && variable === each.variable) === index,
  )
  return unique.sort((one, other) => (one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1))
}
