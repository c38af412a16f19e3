/** An import of `sallyport` in a file. */
export interface FoundImport {
  /** Where its specifier stands, without the quotes. */
  readonly start: number
  readonly end: number
  readonly line: number
  /** `sallyport`, or a door of it such as `sallyport/testing`. */
  readonly specifier: string
  /** What is imported by name; `undefined` when it is the module as a whole. */
  readonly names: readonly string[] | undefined
}

const statement =
  /(?:\b(?:import|export)\s+(?:type\s+)?(?<clause>\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?|[\w$]+)\s*from\s*|(?:const|let|var)\s+(?<required>\{[^}]*\}|[\w$]+)\s*=\s*require\(\s*|\bimport\s*\(\s*|\brequire\(\s*|\bimport\s+)(?<quote>['"])(?<specifier>sallyport(?:\/[\w-]+)?)\k<quote>/g

/** Every import of `sallyport` in a source file, as it is written. */
export function importsIn(source: string): FoundImport[] {
  return [...source.matchAll(statement)].map((match) => {
    const { clause, required, specifier = '' } = match.groups ?? {}
    const end = match.index + match[0].length - 1
    return {
      start: end - specifier.length,
      end,
      line: source.slice(0, end).split('\n').length,
      specifier,
      names: namesIn(clause ?? required),
    }
  })
}

function namesIn(clause: string | undefined): string[] | undefined {
  if (clause === undefined || !clause.startsWith('{')) return undefined
  const named = clause
    .slice(1, -1)
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  return named.map((each) => each.replace(/^type\s+/, '').split(/\s+as\s+|\s*:\s*/)[0] ?? each)
}
