import { declarationsBelow } from '../declaration/declarations-below.ts'
import type { CallSite, DeclaredSecret, OpenReason } from '../declaration/declared-secret.ts'
import { callSitesIn } from '../declaration/declared-secrets.ts'
import { isSallyport } from '../declaration/kinds.ts'
import { placesResolved, type Resolve, type Variables } from '../declaration/resolved-places.ts'
import { pathFrom } from '../path-from.ts'
import { usesIn } from '../source/module-uses.ts'
import { syntaxTreeOf } from '../source/syntax-tree.ts'
import { buildErrors } from './build-errors.ts'
import { type Built, type EntryPoint, type InstrumentedBundle, instrumentedBuild } from './instrumented-build.ts'
import { isOfKnownPackage } from './known-packages.ts'
import { areDeclared, namedSecrets } from './named-secrets.ts'
import { originalPositions, type Position } from './original-position.ts'
import type { OtherRead } from './other-reads/other-read.ts'
import { otherReadsIn } from './other-reads/other-reads.ts'
import { unfollowedIn } from './unfollowed.ts'

/** A function whose reach is asked for. */
export interface ReachingFunction extends EntryPoint, Variables {
  readonly name: string
  /** Names of the secrets it reaches beside those its code shows: what closes an open function. */
  readonly reaches?: readonly string[] | undefined
  /** Folder that paths are told from; default: the working directory. */
  readonly root?: string
  /**
   * Absolute paths of files whose secrets `reaches` may name, beside those the functions import; default: every source file below `root`.
   */
  readonly declarations?: readonly string[]
}

/** What a function's code can read. */
export interface Reach {
  readonly function: string
  readonly secrets: readonly DeclaredSecret[]
  /** Why there may be more; empty when `secrets` is all. */
  readonly open: readonly OpenReason[]
  /**
   * What it reads beside that: by the AWS SDK, Powertools, middy, and the Lambda extension, as far as that is seen. Nothing is known of a
   * library that comes with a client of its own.
   */
  readonly otherReads: readonly OtherRead[]
  /** Whether it has the AWS Parameters and Secrets extension ask AWS: by `extensionTransport`. */
  readonly asksExtension?: boolean
  /** Modules that are not in its bundle, Node's own among them: nothing is known of what they read by themselves. */
  readonly externals: readonly string[]
}

/**
 * What each function reaches: the declaring calls that are left when its code is bundled. Nothing of it is executed, but for a
 * declaration whose names are computed. What cannot be followed is never left out in silence: it is told in `open`.
 * @throws ProjectError `SECRET_NOT_DECLARED` for a name in `reaches` that no file declares
 * @example
 * const [checkout] = await reachOf(project.functions)
 * checkout.open.length === 0 // then checkout.secrets is everything
 */
export async function reachOf(functions: readonly ReachingFunction[]): Promise<Reach[]> {
  const root = functions[0]?.root ?? process.cwd()
  const built = await instrumentedBuild(functions, root)
  const declared = await nameable(functions, built, root)
  const named = functions.map((each) => namedSecrets(each.name, each.reaches ?? [], declared, root))
  const reached = built.flatMap((each) => ('bundle' in each ? each.bundle.calls : []))
  const resolve = await placesResolved([...reached, ...named.flat()], root)
  return functions.map((each, index) => {
    const seen = seenIn(each, built[index], resolve, root)
    return each.reaches === undefined ? seen : withNamed(seen, each, built[index], named[index] ?? [], resolve)
  })
}

/** The declaring calls that `reaches` may name; the whole project is searched only for what is not found nearer. */
async function nameable(functions: readonly ReachingFunction[], built: readonly Built[], root: string): Promise<CallSite[]> {
  const names = functions.flatMap((each) => each.reaches ?? [])
  if (names.length === 0) return []
  const files = [...new Set(functions.flatMap((each) => each.declarations ?? []))]
  const imported = built.flatMap((each) => ('bundle' in each ? each.bundle.imported : []))
  const near = uniqueSites([...imported, ...(await Promise.all(files.map((file) => callSitesIn(file, root)))).flat()])
  return files.length > 0 || areDeclared(names, near, root) ? near : uniqueSites([...near, ...(await declarationsBelow(root))])
}

function uniqueSites(sites: readonly CallSite[]): CallSite[] {
  return [...new Map(sites.map((site) => [`${site.file}:${site.call.call.start}`, site])).values()]
}

function seenIn(each: ReachingFunction, built: Built | undefined, resolve: Resolve, root: string): Reach {
  const nothing = { function: each.name, secrets: [], otherReads: [], externals: [] }
  if (built === undefined || 'errors' in built) return { ...nothing, open: buildErrors(built?.errors ?? [], each.entry, root) }
  const { bundle } = built
  const found = bundle.calls.map((site) => resolve(site, each))
  const looked = lookedThrough(bundle, each, root)
  return {
    function: each.name,
    secrets: found.flatMap((one) => ('secret' in one ? one.secret : [])).sort((left, right) => (left.id < right.id ? -1 : 1)),
    open: unique([...found.flatMap((one) => ('open' in one ? one.open : [])), ...copies(bundle, root), ...looked.open]),
    otherReads: looked.otherReads,
    asksExtension: looked.asksExtension,
    externals: bundle.externals,
  }
}

/** `reaches` closes an open function: what it names counts as the rest. */
function withNamed(seen: Reach, each: ReachingFunction, built: Built | undefined, named: readonly CallSite[], resolve: Resolve): Reach {
  const calls = built !== undefined && 'bundle' in built ? built.bundle.calls : []
  const rest = uniqueSites([...calls, ...named]).slice(uniqueSites(calls).length)
  const found = rest.map((site) => resolve(site, each))
  return {
    ...seen,
    secrets: [...seen.secrets, ...found.flatMap((one) => ('secret' in one ? one.secret : []))],
    open: unique(found.flatMap((one) => ('open' in one ? one.open : []))),
  }
}

function copies({ copies }: InstrumentedBundle, root: string): OpenReason[] {
  return copies.map((file) => ({
    file: pathFrom(root, file),
    reason: 'holds sallyport itself: import it as "sallyport", or what it declares is not seen',
  }))
}

type Looked = Required<Pick<Reach, 'open' | 'otherReads' | 'asksExtension'>>

function lookedThrough(bundle: InstrumentedBundle, each: ReachingFunction, root: string): Looked {
  const entry = pathFrom(root, each.entry)
  const tree = syntaxTreeOf('bundle.js', bundle.text)
  if (tree === undefined) return { open: [{ file: entry, reason: 'its bundle cannot be read' }], otherReads: [], asksExtension: false }
  const uses = usesIn(tree.program)
  const positionAt = originalPositions(bundle.text, bundle.sourceMap)
  const at = (position: Position | undefined) =>
    position === undefined ? { file: entry } : { file: pathFrom(root, position.file), line: position.line }
  const unfollowed = unfollowedIn(tree.program, uses).flatMap(({ offset, reason, isExcusable }) => {
    const position = positionAt(offset)
    return isExcusable && position !== undefined && isOfKnownPackage(position.file) ? [] : [{ ...at(position), reason }]
  })
  const otherReads = otherReadsIn(tree.program, uses.modules, each.environment ?? {}).map(({ offset, ...read }) => ({
    line: undefined,
    ...read,
    ...at(positionAt(offset)),
  }))
  const asksExtension = uses.modules.some(({ specifier, member }) => isSallyport(specifier) && member === 'extensionTransport')
  return { open: unfollowed, otherReads: uniqueReads(otherReads), asksExtension }
}

/** One read in the order of the source, though a name may be given to it in several ways. */
function uniqueReads(reads: readonly OtherRead[]): OtherRead[] {
  const sorted = [...reads].sort((left, right) =>
    left.file === right.file ? (left.line ?? 0) - (right.line ?? 0) : left.file < right.file ? -1 : 1,
  )
  return [...new Map(sorted.map((each) => [JSON.stringify(each), each])).values()]
}

function unique(reasons: readonly OpenReason[]): OpenReason[] {
  const seen = new Map(reasons.map((each) => [`${each.file}:${each.line}:${each.reason}`, each]))
  return [...seen.values()]
}
