import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { TaskError } from '@sallyport/tasks'

/** What the operating system's codes for a folder that cannot be used come to. */
const reasonByCode: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'its disk may only be read',
  ENOSPC: 'its disk is full',
  EEXIST: 'it or a part of its path is a file',
  ENOTDIR: 'it or a part of its path is a file',
  ENOENT: 'nothing can be made there',
}

/**
 * Makes the data folder, and sees that it can be written to before a server starts on it.
 * @throws TaskError `WRONG_USE`
 */
export async function ownFolder(dataDir: string): Promise<void> {
  try {
    await madeFolder(dataDir)
    await rmdir(await mkdtemp(join(dataDir, 'writable-'))) // permissions alone do not tell of every folder, /proc for one
  } catch (cause) {
    const code = codeOf(cause)
    if (code === undefined) throw cause
    const reason = reasonByCode[code] ?? code
    throw new TaskError('WRONG_USE', {
      message: `folder ${dataDir} cannot hold the data, ${reason}: give another one by --data DIR`,
      cause,
    })
  }
}

/** One level at a time: the recursion of Node 20's own mkdir never ends below a folder that takes no entries, such as /proc. */
async function madeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  if (dirname(folder) !== folder) await madeFolder(dirname(folder))
  await mkdir(folder, { mode: 0o700 }).catch(async (error) => {
    if (!(await isFolder(folder))) throw error // another start may have made it meanwhile
  })
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false
    throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
