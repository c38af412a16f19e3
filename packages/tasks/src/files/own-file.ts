import { TaskError } from '../task-error.ts'
import { textOfFile } from './text-of-file.ts'

/**
 * The text of a file that a task is to write: one of its own, which it knows by the first line; `undefined` where there is none.
 * @param task by which it is known
 * @param shown how the file is told
 * @throws TaskError `CONFLICT` for a file of somebody else
 */
export async function ownFile(
  file: string,
  { firstLine, task, shown = file }: { readonly firstLine: string; readonly task: string; readonly shown?: string },
): Promise<string | undefined> {
  const text = await textOfFile(file)
  if (text === undefined || text.startsWith(firstLine)) return text
  throw new TaskError('CONFLICT', {
    message: `${shown} is there already and is not of "sallyport ${task}": give another file with \`out\``,
  })
}
