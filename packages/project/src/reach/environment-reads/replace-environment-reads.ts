import { readFile } from 'node:fs/promises'
import MagicString from 'magic-string'
import { addImport, type WantedImport } from '../../source/imports/added-import.ts'
import { fileModule } from '../../source/imports/imported-module.ts'
import { isEsModule } from '../../source/module-format.ts'
import { columnAt, lineAt, type SyntaxTree, syntaxTreeOf } from '../../source/syntax-tree.ts'
import { writtenStyle } from '../../source/written-style.ts'
import { adviceFor, type SetInFile } from './advice.ts'
import { environmentReadsIn, type FoundRead } from './found-read.ts'
import { type LocalHandle, localHandles } from './local-handles.ts'

/** The handle that takes the place of an environment variable. */
export interface HandleForVariable {
  readonly variable: string
  /** The export of the declaration: `stripe`, or `secrets.stripe` inside an exported object. */
  readonly handle: string
  /** Absolute path of the declaration. */
  readonly importFrom: string
  /** The member of a value of several fields: `password` of a login. */
  readonly member?: string | undefined
}

/** A read of the environment in a file. */
export interface PlacedRead {
  /** `undefined` where the whole environment is handed on, or names are set that are not written there. */
  readonly variable: string | undefined
  readonly line: number
  /** From 1. */
  readonly column: number
}

export interface ReplacedReads {
  /** The file's new text; the old one where nothing could be replaced. */
  readonly text: string
  readonly replaced: readonly PlacedRead[]
  /** What has to be changed by hand: a sentence that continues `file:line`. */
  readonly remaining: readonly (PlacedRead & { readonly advice: string })[]
}

/**
 * A source file in which reads of environment variables have become reads of handles, `(await stripe.get()).reveal()`, where they are
 * plain reads in an async function; every other byte stays. The rest is told with what to change: a value that is waited for cannot be
 * had while a module loads, nor in a function whose caller does not wait.
 * @example
 * const { text, remaining } = await replaceEnvironmentReads('/shop/src/checkout.ts', [
 *   { variable: 'STRIPE_KEY', handle: 'stripe', importFrom: '/shop/src/secrets.ts' },
 * ])
 */
export async function replaceEnvironmentReads(file: string, handles: readonly HandleForVariable[]): Promise<ReplacedReads> {
  const source = await readFile(file, 'utf8')
  const tree = syntaxTreeOf(file, source)
  if (tree === undefined) return { text: source, replaced: [], remaining: [] } // it does not build either, which is told there
  return withHandles({ file, tree, isEsm: await isEsModule(file) }, handles)
}

interface Read extends PlacedRead {
  readonly found: FoundRead
  readonly handle: HandleForVariable | undefined
}

/** @param isEsm whether the file's package has ES modules, for what the file itself does not tell */
export function withHandles(
  { file: path, tree, isEsm }: { file: string; tree: SyntaxTree; isEsm: boolean },
  handles: readonly HandleForVariable[],
): ReplacedReads {
  const local = localHandles(path, tree.program, handles)
  const valueOfHandle = (handle: HandleForVariable) => valueText(handle, local.get(handle))
  const reads = readsOf(tree, handles)
  // what the file puts into a variable is not what the secret holds
  const setting = reads.filter(({ found }) => found.how === 'assigned')
  const setAt = ({ variable }: Read): SetInFile | undefined => {
    const place = setting.findLast((each) => each.variable === variable) ?? setting.find((each) => each.variable === undefined)
    return place && { line: place.line, isNamed: place.variable !== undefined }
  }
  const replaced = reads.filter((each) => each.handle !== undefined && isReplaceable(each.found) && setAt(each) === undefined)

  const edited = new MagicString(tree.source)
  for (const { handle, found } of replaced) {
    if (handle === undefined) continue
    const value = valueOfHandle(handle)
    edited.overwrite(found.start, found.end, found.isMadeByNew ? `(${value})` : value)
  }
  const file = { tree, edited, style: writtenStyle(tree, isEsm) }
  for (const [from, wanted] of importsFor(replaced, local)) addImport(file, fileModule(path, from), wanted, isEsm ? '.js' : '')

  const remaining = reads
    .filter((each) => !replaced.includes(each))
    .map((each) => {
      const value = each.handle === undefined ? '' : valueOfHandle(each.handle)
      return { ...placed(each), advice: adviceFor(each.found, value, setAt(each)) }
    })
  return { text: edited.toString(), replaced: replaced.map(placed), remaining }
}

/** The reads of variables that get handles, and those that may be one. */
function readsOf({ program, source }: SyntaxTree, handles: readonly HandleForVariable[]): Read[] {
  return environmentReadsIn(program)
    .map((found) => ({
      found,
      handle: handles.find(({ variable }) => variable === found.variable),
      variable: found.variable,
      line: lineAt(source, found.start),
      column: columnAt(source, found.start),
    }))
    .filter(({ handle, variable }) => handle !== undefined || variable === undefined)
}

function placed({ variable, line, column }: PlacedRead): PlacedRead {
  return { variable, line, column }
}

function isReplaceable({ how, within, isStartOfStatement }: FoundRead): boolean {
  return how === 'plain' && within === 'async function' && !isStartOfStatement
}

function valueText({ handle, member }: HandleForVariable, local: LocalHandle | undefined): string {
  return `(await ${local?.expression ?? handle}.get()).reveal()${member === undefined ? '' : `.${member}`}`
}

/** What is to be imported for the handles that are used, by the file it comes from. */
function importsFor(replaced: readonly Read[], local: ReadonlyMap<HandleForVariable, LocalHandle>): ReadonlyMap<string, WantedImport[]> {
  const wantedByFile = new Map<string, WantedImport[]>()
  for (const { handle } of replaced) {
    const wanted = handle && local.get(handle)?.wanted
    if (handle === undefined || wanted === undefined) continue
    const before = wantedByFile.get(handle.importFrom) ?? []
    if (!before.some(({ name }) => name === wanted.name)) wantedByFile.set(handle.importFrom, [...before, wanted])
  }
  return wantedByFile
}
