import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { OnResolveArgs, PluginBuild } from 'esbuild'
import { sourceFiles } from '../../declaration/source-files.ts'
import { syntaxTreeOf } from '../../source/syntax-tree.ts'
import { modulesOf } from '../../source/written-style.ts'
import { namesTaken } from './names-taken.ts'

const suffix = '?sallyport-taken='
const namespace = 'sallyport-taken'
/** A path is named so that the bundler asks again, and not about itself. */
const resolving = { isTaking: true }

/** The names by which a file in CommonJS is taken, as they stand behind its path. */
export function takenIn({ suffix: given }: { suffix: string }): ReadonlySet<string> | undefined {
  return given.startsWith(suffix)
    ? new Set(
        given
          .slice(suffix.length)
          .split(',')
          .filter((name) => name !== ''),
      )
    : undefined
}

/** The path of a source file as the bundler tells it, without what stands here for names; `undefined` for what is no file. */
export function sourceFileOf(input: string): string | undefined {
  if (input.startsWith('sallyport-')) return undefined
  const at = input.indexOf(suffix)
  return at === -1 ? input : input.slice(0, at)
}

/**
 * Lets the bundler see which names a file takes of one that declares, where it would keep all of them: by `require`, and of CommonJS by
 * `import`, too. A module is then in the bundle once for each set of names.
 */
export function takingRequires({ onResolve, onLoad, resolve }: PluginBuild): void {
  const texts = new Map<string, Promise<string>>()
  const textAt = (file: string) => {
    const text = texts.get(file) ?? readFile(file, 'utf8')
    texts.set(file, text)
    return text
  }

  onResolve({ filter: /^\.{1,2}(?:\/|$)/ }, async ({ path, kind, importer, resolveDir, namespace: at, pluginData }) => {
    if (pluginData === resolving || at !== 'file' || !isTaking(kind) || isOfPackage(importer)) return undefined
    const resolved = await resolve(path, { kind, importer, resolveDir, namespace: at, pluginData: resolving })
    if (resolved.errors.length > 0 || resolved.external || !sourceFiles.test(resolved.path)) return undefined
    const format = formatOf(resolved.path, await textAt(resolved.path))
    if (format === undefined || (format === 'esm' && kind !== 'require-call')) return undefined
    const names = namesTaken(syntaxTreeOf(importer, await textAt(importer)), path)
    if (names === undefined || ![...names].every((name) => /^[\w$]+$/.test(name))) return undefined
    const asked = `${suffix}${[...names].sort().join(',')}`
    return format === 'esm' ? { path: resolved.path, suffix: asked, namespace } : { path: resolved.path, suffix: asked }
  })

  // of an ES module the bundler itself drops what this does not export again
  onLoad({ filter: /.*/, namespace }, ({ path, suffix: asked }) => {
    const exported = [...(takenIn({ suffix: asked }) ?? [])].map(
      (name, index) => `const _${index} = all.${name}; export { _${index} as ${name} }`,
    )
    return { contents: [`import * as all from ${JSON.stringify(path)}`, ...exported].join('\n'), resolveDir: dirname(path) }
  })
}

/** Which modules a file has that may declare something for another; `undefined` for one that declares nothing itself. */
function formatOf(file: string, text: string): 'esm' | 'cjs' | undefined {
  if (!text.includes('sallyport') && !/\b(?:import|export)\b/.test(text)) return undefined
  const tree = syntaxTreeOf(file, text)
  if (tree !== undefined && modulesOf(tree) === 'esm') return 'esm'
  return tree !== undefined && text.includes('sallyport') ? 'cjs' : undefined
}

function isTaking(kind: OnResolveArgs['kind']): boolean {
  return kind === 'require-call' || kind === 'import-statement'
}

/** A package's files are many, and declare nothing by which its own files would be told apart. */
function isOfPackage(file: string): boolean {
  return file.replaceAll('\\', '/').includes('/node_modules/')
}
