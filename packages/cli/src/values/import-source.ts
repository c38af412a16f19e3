import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { TaskError } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'

/** Bytes of a file of keys; a larger one is something else. */
const maxBytes = 1_000_000

/**
 * A file of keys, or standard input for `-`. Says so when others of this machine can read the file.
 * @throws TaskError `NOT_FOUND`, `WRONG_USE`
 */
export async function importSource(file: string, terminal: Terminal): Promise<Uint8Array> {
  if (file === '-') {
    if (terminal.io.stdin.isTTY === true)
      throw new TaskError('WRONG_USE', { message: 'what is typed for - would be shown: give a file, or a pipe' })
    return buffer(terminal.io.stdin)
  }
  const path = resolve(terminal.io.cwd, file)
  const found = await stat(path).catch((cause: unknown) => {
    throw new TaskError('NOT_FOUND', { message: `file ${file} does not exist or may not be read: look at its path`, cause })
  })
  if (!found.isFile())
    throw new TaskError('WRONG_USE', { message: `${file} is not a file: give a dotenv or JSON file, or - for standard input` })
  if (found.size > maxBytes)
    throw new TaskError('WRONG_USE', { message: `${file} is not a file of keys, it has over a million bytes: look at its path` })
  const mode = found.mode & 0o777
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    terminal.warn(
      `${file} can be read by others of this machine (mode ${mode.toString(8)}): run "chmod 600 ${file}", and delete it when its values are stored`,
    )
  return readFile(path).catch((cause: unknown) => {
    throw new TaskError('NOT_FOUND', { message: `file ${file} may not be read: look at its permissions`, cause })
  })
}
