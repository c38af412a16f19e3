import { randomBytes } from 'node:crypto'
import { mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TaskError } from '../task-error.ts'
import type { FileEdit } from './file-edit.ts'
import { textOfFile } from './text-of-file.ts'

/** Renames a file over another; a test makes it fail. */
export type Rename = (from: string, to: string) => Promise<void>

/**
 * Writes all files or none: each is written beside the one it replaces, then all are renamed; when one cannot be, those before it get their
 * old text back. The folder of a new file is made.
 * @throws TaskError `CONFLICT` when a file was changed since the edit was made, `NOT_WRITTEN` when the system lets one not be written; then
 * nothing was written
 */
export async function writeFiles(edits: readonly FileEdit[], renameFile: Rename = rename): Promise<void> {
  const written: { edit: FileEdit; temporary: string; target: string }[] = []
  const done: typeof written = []
  let current: FileEdit | undefined
  try {
    for (const edit of edits) {
      current = edit
      written.push({ edit, ...(await besides(edit)) })
    }
    for (const each of written) {
      current = each.edit
      await assertUnchanged(each.edit)
      await renameFile(each.temporary, each.target)
      done.push(each)
    }
  } catch (error) {
    for (const { edit, target } of done.reverse()) await takenBack(edit, target)
    throw isOfSystem(error) && current !== undefined ? notWritten(current, error) : error
  } finally {
    await Promise.all(written.map(({ temporary }) => rm(temporary, { force: true })))
  }
}

/** The new text in a file of its own in the same folder, with the same rights. */
async function besides({ file, before, after }: FileEdit): Promise<{ temporary: string; target: string }> {
  const target = before === undefined ? file : await realpath(file) // a link stays one
  const mode = before === undefined ? 0o666 : (await stat(target)).mode & 0o777
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`)
  if (before === undefined) await mkdir(dirname(target), { recursive: true })
  const handle = await open(temporary, 'wx', mode)
  try {
    await handle.writeFile(after)
    if (before !== undefined) await handle.chmod(mode)
    await handle.sync()
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  return { temporary, target }
}

/** A disk that is full, rights that are missing, a folder that is gone. Source: Node.js, "Common system errors". */
function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}

function notWritten({ file }: FileEdit, error: NodeJS.ErrnoException): TaskError {
  return new TaskError('NOT_WRITTEN', {
    message: `file ${file} is not writable (${error.code}): no file was written; mend that, and run it again`,
    cause: error,
  })
}

async function assertUnchanged({ file, before }: FileEdit): Promise<void> {
  if ((await textOfFile(file)) === before) return
  throw new TaskError('CONFLICT', { message: `file ${file} was changed by someone else in this moment: no file was written, run it again` })
}

async function takenBack({ before, file }: FileEdit, target: string): Promise<void> {
  if (before === undefined) return rm(target, { force: true })
  const { temporary } = await besides({ file, before, after: before })
  await rename(temporary, target)
}
