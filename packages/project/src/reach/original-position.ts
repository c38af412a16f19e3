import { SourceMap } from 'node:module'
import { dirname, resolve } from 'node:path'

export interface Position {
  /** Absolute. */
  readonly file: string
  readonly line: number
  /** From 1; where the bundler only knows the start of a larger expression, of that. */
  readonly column: number
}

/** Says for an offset in a bundle in which source file and line it came from; `undefined` for what the bundler added. */
export function originalPositions(bundle: string, sourceMap: { path: string; text: string }): (offset: number) => Position | undefined {
  let read: SourceMap | undefined // most bundles have nothing that is asked for
  return (offset) => {
    // the bundler made it a moment ago, in the form that SourceMap takes, so `as` only says what JSON.parse cannot
    read ??= new SourceMap(JSON.parse(sourceMap.text) as ConstructorParameters<typeof SourceMap>[0])
    const before = bundle.slice(0, offset)
    const lineStart = before.lastIndexOf('\n') + 1
    const entry = read.findEntry(before.split('\n').length - 1, offset - lineStart)
    if (!('originalSource' in entry)) return undefined
    return { file: resolve(dirname(sourceMap.path), entry.originalSource), line: entry.originalLine + 1, column: entry.originalColumn + 1 }
  }
}
