import { relative, resolve } from 'node:path'
import type { ProjectFunction } from '@sallyport/project'
import { ownFile } from '../files/own-file.ts'
import { writeFiles } from '../files/write-files.ts'
import { constructText } from './forms/cdk-construct.ts'

const [firstLine = ''] = constructText.split('\n')

/**
 * Writes the construct; over one that was written before, and over nothing else.
 * @param path from the project's folder
 * @throws TaskError `CONFLICT`
 */
export async function writeConstruct(path: string, { root }: ProjectFunction): Promise<string> {
  const file = resolve(root, path)
  const before = await ownFile(file, { firstLine, task: 'grant', shown: path })
  await writeFiles([{ file, before, after: constructText }])
  return relative(root, file)
}
