import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import type { ProjectFunction } from '@sallyport/project'
import { TaskError } from '../task-error.ts'
import { constructText } from './forms/cdk-construct.ts'

const [marker = ''] = constructText.split('\n')

/**
 * Writes the construct; over one that was written before, and over nothing else.
 * @param path from the project's folder
 * @throws TaskError `CONFLICT`
 */
export async function writeConstruct(path: string, { root }: ProjectFunction): Promise<string> {
  const file = resolve(root, path)
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  if (present !== undefined && !present.startsWith(marker))
    throw new TaskError('CONFLICT', { message: `${path} is there already and is not of "sallyport grant": give another file with \`out\`` })
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, constructText)
  return relative(root, file)
}
