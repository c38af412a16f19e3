import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type BuildResult, build, type Message, type Plugin } from 'esbuild'
import { isBuildFailure } from '../build-error.ts'
import type { CallSite } from '../declaration/declared-secret.ts'
import { isSallyport } from '../declaration/kinds.ts'
import { sourceFiles } from '../declaration/source-files.ts'
import { idsIn, instrumented } from './instrument.ts'
import { isReader } from './other-reads/readers.ts'
import { sourceFileOf, takenIn, takingRequires } from './taken/taking-requires.ts'

export interface EntryPoint {
  /** Absolute. */
  readonly entry: string
  /** The export that Lambda calls. */
  readonly handler: string
}

/** What one function's code comes down to when all that is unused is dropped. */
export interface InstrumentedBundle {
  readonly text: string
  readonly sourceMap: { path: string; text: string }
  /** The declaring calls that are left. */
  readonly calls: readonly CallSite[]
  /** The declaring calls in all files that were looked at for it, or for another that was built with it. */
  readonly imported: readonly CallSite[]
  /** Modules that are not in the bundle, Node's own among them; `sallyport` and libraries that read secrets are looked at in another way. */
  readonly externals: readonly string[]
  /** The source files that something of is left, by absolute path. */
  readonly sources: readonly string[]
  /** Source files that hold `sallyport` itself, by absolute path. */
  readonly copies: readonly string[]
}

export type Built = { bundle: InstrumentedBundle } | { errors: readonly Message[] }

/**
 * Builds all functions at once, each declaring call an object with an id. Nothing is executed and nothing is written.
 * When one does not build, each is built alone, so that only those that fail are without an answer.
 */
export async function instrumentedBuild(entries: readonly EntryPoint[], root: string): Promise<Built[]> {
  if (entries.length === 0) return []
  try {
    return await buildTogether(entries, root)
  } catch (error) {
    if (!isBuildFailure(error)) throw error
    if (entries.length === 1) return [{ errors: error.errors }]
    return (await Promise.all(entries.map((entry) => instrumentedBuild([entry], root)))).flat()
  }
}

async function buildTogether(entries: readonly EntryPoint[], root: string): Promise<Built[]> {
  const seen: Seen = { calls: [], ids: new Map(), copies: new Set() }
  const outdir = join(root, 'reach')
  const result = await build({
    absWorkingDir: root,
    entryPoints: entries.map((_, index) => ({ in: `${entryPrefix}${index}`, out: String(index) })),
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    splitting: false,
    treeShaking: true,
    // `sideEffects: false` and PURE speak of what a bundler may drop; deployed unbundled, all of it runs
    ignoreAnnotations: true,
    write: false,
    metafile: true,
    sourcemap: 'external',
    sourcesContent: false,
    external: ['*.node'],
    loader: { '.html': 'text', '.txt': 'text', '.sql': 'text', '.graphql': 'text', '.pem': 'text' },
    logLevel: 'silent',
    plugins: [instrumenting(entries, seen)],
  })
  return entries.map((_, index) => ({ bundle: bundleOf(result, String(index), { outdir, root }, seen) }))
}

interface Seen {
  /** By id. */
  readonly calls: CallSite[]
  /** By file and place: a file may be looked at once for each set of names that is taken of it. */
  readonly ids: Map<string, number>
  readonly copies: Set<string>
}

/** What `isReader` is asked about. */
const readerModules = /^(?:@?aws-|@middy\/)/
/** How an entry is named in errors of the bundler. */
export const entryPrefix = 'sallyport-entry:'
/** Its line in the built files of `sallyport` that no user has a reason to write. */
const ownState = /Symbol\.for\(\s*(['"`])sallyport\1/

function instrumenting(entries: readonly EntryPoint[], seen: Seen): Plugin {
  return {
    name: 'sallyport-reach',
    setup(building) {
      const { onResolve, onLoad } = building
      takingRequires(building)
      onResolve({ filter: /^sallyport(?:\/|$)/ }, ({ path }) => ({ path, external: true }))
      onResolve({ filter: readerModules }, ({ path }) => (isReader(path) ? { path, external: true } : undefined))
      onResolve({ filter: new RegExp(`^${entryPrefix}`) }, ({ path }) => ({
        path: path.slice(entryPrefix.length),
        namespace: 'sallyport-entry',
      }))
      // only the handler is called, so what another handler of the same file uses is not this function's
      onLoad({ filter: /.*/, namespace: 'sallyport-entry' }, ({ path }) => {
        const { entry, handler } = entries[Number(path)] ?? { entry: '', handler: '' }
        return { contents: `export { ${JSON.stringify(handler)} } from ${JSON.stringify(entry)}`, resolveDir: dirname(entry) }
      })
      onLoad({ filter: sourceFiles, namespace: 'file' }, async ({ path, suffix }) => {
        const source = await readFile(path, 'utf8')
        if (!source.includes('sallyport')) return undefined
        if (ownState.test(source)) seen.copies.add(path)
        const contents = instrumented(path, source, (call) => idOf({ file: path, call }, seen), takenIn({ suffix }))
        return { contents, loader: 'default' }
      })
    },
  }
}

function idOf(site: CallSite, { calls, ids }: Seen): number {
  const key = `${site.file}:${site.call.call.start}`
  const id = ids.get(key) ?? calls.push(site) - 1
  ids.set(key, id)
  return id
}

function isUnlooked({ external = false, path }: { external?: boolean; path: string }): boolean {
  return external && !isSallyport(path) && !isReader(path)
}

type Result = BuildResult<{ write: false; metafile: true }>

function bundleOf(result: Result, name: string, { outdir, root }: { outdir: string; root: string }, seen: Seen): InstrumentedBundle {
  const path = join(outdir, `${name}.js`)
  const text = result.outputFiles.find((file) => file.path === path)?.text
  const sourceMap = result.outputFiles.find((file) => file.path === `${path}.map`)
  const output = Object.entries(result.metafile.outputs).find(([at]) => resolve(root, at) === path)?.[1]
  if (text === undefined || sourceMap === undefined || output === undefined) throw new Error(`esbuild gave no output for entry ${name}`)
  const inputs = Object.entries(output.inputs).flatMap(([input, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (sourceFileOf(input) ?? []) : [],
  )
  const files = new Set(inputs.map((input) => resolve(root, input)))
  return {
    text,
    sourceMap,
    imported: seen.calls,
    calls: [...idsIn(text)].flatMap((id) => seen.calls[id] ?? []),
    externals: [...new Set(output.imports.filter(isUnlooked).map((each) => each.path))].sort(),
    sources: [...files],
    copies: [...seen.copies].filter((file) => files.has(file)),
  }
}
