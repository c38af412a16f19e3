import { readFile } from 'node:fs/promises'
import type { OpenReason } from '../../declaration/declared-secret.ts'
import { pathFrom } from '../../path-from.ts'
import { columnAt, lineAt, syntaxTreeOf } from '../../source/syntax-tree.ts'
import { buildErrors } from '../build-errors.ts'
import { type InstrumentedBundle, instrumentedBuild } from '../instrumented-build.ts'
import { originalPositions, type Position } from '../original-position.ts'
import type { ReachingFunction } from '../reach.ts'
import { environmentReadsIn, type FoundRead } from './found-read.ts'
import { mentionedVariables } from './mentioned-variables.ts'

/** A read of the environment in a function's own source. */
export interface EnvironmentRead extends Pick<FoundRead, 'variable' | 'how' | 'within'> {
  /** Absolute. */
  readonly file: string
  readonly line: number
  /** From 1. */
  readonly column: number
}

/** What a function reads of its environment. */
export interface EnvironmentReads {
  readonly function: string
  /** In its own source, as far as it is left in its bundle; in the order of the files. */
  readonly reads: readonly EnvironmentRead[]
  /** Variables that the function sets and that a package in its bundle names: the package may read them by itself. */
  readonly inPackages: readonly { readonly variable: string; readonly file: string; readonly line: number }[]
  /** Why there may be more: it does not build. */
  readonly open: readonly OpenReason[]
}

/**
 * Where functions read `process.env`. Their code is bundled and looked at, never executed.
 * @example
 * const [checkout] = await environmentReads(project.functions)
 * checkout.reads // [{ variable: 'STRIPE_KEY', file: '/shop/src/checkout.ts', line: 4, column: 29, how: 'plain', within: 'module' }]
 */
export async function environmentReads(functions: readonly ReachingFunction[]): Promise<EnvironmentReads[]> {
  const root = functions[0]?.root ?? process.cwd()
  const built = await instrumentedBuild(functions, root)
  const sources = new SourceReads()
  return Promise.all(
    functions.map(async (each, index) => {
      const one = built[index]
      const nothing = { function: each.name, reads: [], inPackages: [] }
      if (one === undefined || 'errors' in one) return { ...nothing, open: buildErrors(one?.errors ?? [], each.entry, root) }
      return readsIn(one.bundle, each, { sources, root })
    }),
  )
}

async function readsIn(
  { text, sourceMap }: InstrumentedBundle,
  each: ReachingFunction,
  { sources, root }: { sources: SourceReads; root: string },
): Promise<EnvironmentReads> {
  const tree = syntaxTreeOf('bundle.js', text)
  if (tree === undefined)
    return {
      function: each.name,
      reads: [],
      inPackages: [],
      open: [{ file: pathFrom(root, each.entry), reason: 'its bundle cannot be read' }],
    }
  const positionAt = originalPositions(text, sourceMap)
  const placed = environmentReadsIn(tree.program).flatMap((read) => {
    const position = positionAt(read.start)
    return position === undefined ? [] : [{ read, position }]
  })
  const reads = await Promise.all(
    placed.filter(({ position }) => !isOfPackage(position.file)).map(({ read, position }) => sources.asWritten(read, position)),
  )
  const inPackages = [
    ...placed.flatMap(({ read: { variable }, position: { file, line } }) => (variable === undefined ? [] : [{ variable, file, line }])),
    ...mentionedVariables(tree.program, variablesOf(each)).flatMap(({ variable, offset }) => {
      const position = positionAt(offset)
      return position === undefined ? [] : [{ variable, file: position.file, line: position.line }]
    }),
  ].filter(({ variable, file }) => isOfPackage(file) && variablesOf(each).has(variable))
  return { function: each.name, reads: inOrder(reads), inPackages: inOrder(inPackages), open: [] }
}

function variablesOf({ environment = {}, unknownEnvironment = {} }: ReachingFunction): ReadonlySet<string> {
  return new Set([...Object.keys(environment), ...Object.keys(unknownEnvironment)])
}

function isOfPackage(file: string): boolean {
  return file.replaceAll('\\', '/').includes('/node_modules/')
}

function inOrder<T extends { file: string; line: number; column?: number }>(reads: readonly T[]): T[] {
  const unique = [...new Map(reads.map((each) => [JSON.stringify(each), each])).values()]
  return unique.sort((left, right) =>
    left.file === right.file ? left.line - right.line || (left.column ?? 0) - (right.column ?? 0) : left.file < right.file ? -1 : 1,
  )
}

/** The reads of source files, each file looked at once: a bundle has lost how something was written. */
class SourceReads {
  readonly #readsByFile = new Map<string, Promise<readonly EnvironmentRead[]>>()

  /** The read of the source that one of the bundle came from. */
  async asWritten({ variable, how, within }: FoundRead, { file, line, column }: Position): Promise<EnvironmentRead> {
    const reads = this.#readsByFile.get(file) ?? sourceReads(file)
    this.#readsByFile.set(file, reads)
    const inLine = (await reads).filter((each) => each.line === line && each.variable === variable)
    const nearest = inLine.sort((left, right) => Math.abs(left.column - column) - Math.abs(right.column - column))[0]
    return nearest ?? { variable, how, within, file, line, column }
  }
}

async function sourceReads(file: string): Promise<EnvironmentRead[]> {
  const source = await readFile(file, 'utf8')
  const tree = syntaxTreeOf(file, source)
  if (tree === undefined) return []
  return environmentReadsIn(tree.program).map(({ variable, how, within, start }) => ({
    variable,
    how,
    within,
    file,
    line: lineAt(source, start),
    column: columnAt(source, start),
  }))
}
