import { readFile } from 'node:fs/promises'

/** A file's text; `undefined` where there is no such file. */
export async function textOfFile(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException): undefined => {
    if (error.code !== 'ENOENT') throw error
  })
}
