import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PlacedRead } from '@sallyport/project'
import { sourceFilesBelow } from '../../place/source-files-below.ts'

export interface SourceRead extends Pick<PlacedRead, 'line' | 'column'> {
  /** Absolute. */
  readonly file: string
  readonly variable: string
}

/**
 * Where a project's source files read these variables. What was built without a source map does not tell what it was made from, while few
 * files of a project read a variable of one name.
 * @param notIn absolute folders that are no source, as what `cdk synth` writes
 */
export async function sourceReads(root: string, variables: ReadonlySet<string>, notIn: ReadonlySet<string>): Promise<SourceRead[]> {
  if (variables.size === 0) return []
  const { replaceEnvironmentReads } = await import('@sallyport/project')
  const found: SourceRead[] = []
  for await (const file of sourceFilesBelow(root, notIn)) {
    const text = await readFile(file, 'utf8')
    const named = [...variables].filter((each) => text.includes(each))
    if (named.length === 0) continue
    // nothing is written: where a read would be replaced, or be told, there it is
    const importFrom = join(dirname(file), 'secrets.ts')
    const { replaced, remaining } = await replaceEnvironmentReads(
      file,
      named.map((variable) => ({ variable, handle: 'secret', importFrom })),
    )
    for (const { variable, line, column } of [...replaced, ...remaining])
      if (variable !== undefined) found.push({ file, variable, line, column })
  }
  return found
}
