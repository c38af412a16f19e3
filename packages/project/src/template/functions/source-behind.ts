import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { isRecord } from '../../declaration/place.ts'

/** Bytes of a built file or its map that are looked through; what is larger is taken as it is. */
const maxBytes = 32 * 1024 * 1024

export interface Source {
  /** Absolute. */
  readonly file: string
  readonly toldBy: 'source map' | 'comment'
}

/** The file a built one was made from, where its source map or the bundler's comments tell; it must exist inside the project. */
export function sourceBehind(builtFile: string, handler: string, root: string): Source | undefined {
  const built = readText(builtFile)
  if (built === undefined) return undefined
  const holdsHandler = (file: string) => isOwnSource(file, root) && new RegExp(`\\b${handler}\\b`).test(readText(file) ?? '')
  // a bundler writes its entry last, after all that it imports
  const mapped = sourcesOf(mapOf(builtFile, built), dirname(builtFile)).findLast(holdsHandler)
  if (mapped !== undefined) return { file: mapped, toldBy: 'source map' }
  const named = [...built.matchAll(/^\/\/ (.+\.[cm]?[jt]sx?)$/gm)].map(([, path = '']) => resolve(root, path)).findLast(holdsHandler)
  return named === undefined || named === builtFile ? undefined : { file: named, toldBy: 'comment' }
}

function isOwnSource(file: string, root: string): boolean {
  const path = relative(root, file)
  const isInside = !path.startsWith('..') && !isAbsolute(path)
  return isInside && !path.split(sep).includes('node_modules') && statSync(file, { throwIfNoEntry: false })?.isFile() === true
}

function mapOf(builtFile: string, built: string): unknown {
  const inline = /\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,([A-Za-z0-9+/=]+)\s*$/.exec(
    built.slice(-maxBytes),
  )
  const text = inline?.[1] === undefined ? readText(`${builtFile}.map`) : Buffer.from(inline[1], 'base64').toString()
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined // a map that cannot be read tells nothing; the built file itself is taken
  }
}

function sourcesOf(map: unknown, folder: string): string[] {
  if (!isRecord(map) || !Array.isArray(map['sources'])) return []
  const from = join(folder, typeof map['sourceRoot'] === 'string' ? map['sourceRoot'] : '')
  return map['sources'].filter((each) => typeof each === 'string').map((each) => resolve(from, each))
}

function readText(file: string): string | undefined {
  const size = existsSync(file) ? statSync(file).size : undefined
  return size === undefined || size > maxBytes ? undefined : readFileSync(file, 'utf8')
}
