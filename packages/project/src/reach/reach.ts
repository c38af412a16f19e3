import type { Message } from 'esbuild'
import { declarationsBelow } from '../declaration/declarations-below.ts'
import type { CallSite, DeclaredSecret, OpenReason } from '../declaration/declared-secret.ts'
import { callSitesIn } from '../declaration/declared-secrets.ts'
import { placesResolved, type Resolve } from '../declaration/resolved-places.ts'
import { pathFrom } from '../path-from.ts'
import { type Built, type EntryPoint, entryPrefix, type InstrumentedBundle, instrumentedBuild } from './instrumented-build.ts'
import { isOfKnownPackage } from './known-packages.ts'
import { areDeclared, namedSecrets } from './named-secrets.ts'
import { originalPositions } from './original-position.ts'
import { unfollowedIn } from './unfollowed.ts'

/** A function whose reach is asked for. */
export interface ReachingFunction extends EntryPoint {
  readonly name: string
  /** Names of the secrets it reaches beside those its code shows: what closes an open function. */
  readonly reaches?: readonly string[] | undefined
  readonly environment?: Readonly<Record<string, string>>
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
  if (built === undefined || 'errors' in built)
    return { function: each.name, secrets: [], open: buildErrors(built?.errors ?? [], each, root), externals: [] }
  const { bundle } = built
  const found = bundle.calls.map((site) => resolve(site, each.environment))
  return {
    function: each.name,
    secrets: found.flatMap((one) => ('secret' in one ? one.secret : [])).sort((left, right) => (left.id < right.id ? -1 : 1)),
    open: unique([...found.flatMap((one) => ('open' in one ? one.open : [])), ...copies(bundle, root), ...unfollowed(bundle, each, root)]),
    externals: bundle.externals,
  }
}

/** `reaches` closes an open function: what it names counts as the rest. */
function withNamed(seen: Reach, each: ReachingFunction, built: Built | undefined, named: readonly CallSite[], resolve: Resolve): Reach {
  const calls = built !== undefined && 'bundle' in built ? built.bundle.calls : []
  const rest = uniqueSites([...calls, ...named]).slice(uniqueSites(calls).length)
  const found = rest.map((site) => resolve(site, each.environment))
  return {
    ...seen,
    secrets: [...seen.secrets, ...found.flatMap((one) => ('secret' in one ? one.secret : []))],
    open: unique(found.flatMap((one) => ('open' in one ? one.open : []))),
  }
}

/** A function that does not build has an unknown reach, not an empty one. */
function buildErrors(errors: readonly Message[], { entry }: ReachingFunction, root: string): OpenReason[] {
  const open = errors.map(({ text, location }) => ({
    file: location === null || location.file.startsWith(entryPrefix) ? pathFrom(root, entry) : location.file,
    ...(location === null || location.file.startsWith(entryPrefix) ? {} : { line: location.line }),
    reason: `does not build: ${text}`,
  }))
  return open.length > 0 ? open : [{ file: pathFrom(root, entry), reason: 'does not build' }]
}

function copies({ copies }: InstrumentedBundle, root: string): OpenReason[] {
  return copies.map((file) => ({
    file: pathFrom(root, file),
    reason: 'holds sallyport itself: import it as "sallyport", or what it declares is not seen',
  }))
}

function unfollowed({ text, sourceMap }: InstrumentedBundle, { entry }: ReachingFunction, root: string): OpenReason[] {
  const found = unfollowedIn(text)
  if (found.length === 0) return []
  const positionAt = originalPositions(text, sourceMap)
  return found.flatMap(({ offset, reason, isExcusable }) => {
    const position = positionAt(offset)
    if (isExcusable && position !== undefined && isOfKnownPackage(position.file)) return []
    return position === undefined
      ? [{ file: pathFrom(root, entry), reason }]
      : [{ file: pathFrom(root, position.file), line: position.line, reason }]
  })
}

function unique(reasons: readonly OpenReason[]): OpenReason[] {
  const seen = new Map(reasons.map((each) => [`${each.file}:${each.line}:${each.reason}`, each]))
  return [...seen.values()]
}
