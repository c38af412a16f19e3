import type { Message } from 'esbuild'
import { type CallSite, type DeclaredSecret, type OpenReason, pathFrom } from '../declaration/declared-secret.ts'
import { callSitesIn } from '../declaration/declared-secrets.ts'
import { placesResolved, type Resolve } from '../declaration/resolved-places.ts'
import { type Built, type EntryPoint, type InstrumentedBundle, instrumentedBuild } from './instrumented-build.ts'
import { isOfKnownPackage } from './known-packages.ts'
import { namedSecrets } from './named-secrets.ts'
import { originalPositions } from './original-position.ts'
import { unfollowedIn } from './unfollowed.ts'

/** A function whose reach is asked for. */
export interface ReachingFunction extends EntryPoint {
  name: string
  /** names of the secrets it reaches beside those its code shows: what closes an open function */
  reaches?: readonly string[] | undefined
  environment?: Readonly<Record<string, string>>
  /** folder that paths are told from; default: the working directory */
  root?: string
  /** absolute paths of files whose secrets `reaches` may name, beside those the functions import */
  declarations?: readonly string[]
}

/** What a function's code can read. */
export interface Reach {
  function: string
  secrets: ReachedSecret[]
  /** why there may be more; empty when `secrets` is all */
  open: OpenReason[]
  /** modules that are not in its bundle, Node's own among them: nothing is known of what they read by themselves */
  externals: string[]
}

export type ReachedSecret = DeclaredSecret

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
  const declarations = new Set(functions.flatMap((each) => (each.reaches ? (each.declarations ?? []) : [])))
  const built = await instrumentedBuild(functions, root)
  const declared = (await Promise.all([...declarations].map((file) => callSitesIn(file, root)))).flat()
  const reached = built.flatMap((each) => ('bundle' in each ? each.bundle.calls : []))
  const resolve = await placesResolved([...reached, ...declared], root)
  return functions.map((each, index) => {
    const seen = seenIn(each, built[index], resolve, root)
    return each.reaches === undefined ? seen : withNamed(seen, each, [...reached, ...declared], resolve)
  })
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
function withNamed(seen: Reach, each: ReachingFunction, sites: readonly CallSite[], resolve: Resolve): Reach {
  const named = namedSecrets(each.name, each.reaches ?? [], sites).map((site) => resolve(site, each.environment))
  const secrets = [...seen.secrets, ...named.flatMap((one) => ('secret' in one ? one.secret : []))]
  return {
    ...seen,
    secrets: secrets.filter((one, index) => secrets.findIndex((other) => other.id === one.id) === index),
    open: unique(named.flatMap((one) => ('open' in one ? one.open : []))),
  }
}

/** A function that does not build has an unknown reach, not an empty one. */
function buildErrors(errors: readonly Message[], { entry }: ReachingFunction, root: string): OpenReason[] {
  const open = errors.map(({ text, location }) => ({
    file: location === null || location.file.startsWith('sallyport-entry:') ? pathFrom(root, entry) : location.file,
    ...(location === null || location.file.startsWith('sallyport-entry:') ? {} : { line: location.line }),
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
