import { ProjectError } from '@sallyport/project'
import { type GenericSchema, getDotPath, type InferOutput, type ObjectEntries, safeParse, strictObject } from 'valibot'
import { taskErrorOf } from './account/aws-error.ts'
import type { TaskContext } from './context.ts'
import type { Task } from './task.ts'
import { TaskError } from './task-error.ts'

/**
 * Runs a task on an input that came from outside: checks it, runs it, and gives every failure of AWS or of the project as a `TaskError`.
 * @throws TaskError
 * @example
 * const { secrets } = await runTask(list, {}, context)
 */
export async function runTask<Entries extends ObjectEntries, Output extends GenericSchema>(
  task: Task<Entries, Output>,
  input: unknown,
  context: TaskContext,
): Promise<InferOutput<Output>> {
  const parsed = safeParse(strictObject(task.input), input)
  if (!parsed.success) {
    const [issue] = parsed.issues
    // valibot's own message repeats what it received, which may be a value: only the expectation is told
    const expected = issue.kind === 'schema' && issue.expected !== null ? `is not ${issue.expected}` : `is not as asked (${issue.message})`
    throw new TaskError('WRONG_USE', { message: `${getDotPath(issue) ?? 'the input'} of ${task.name} ${expected}: see "sallyport ${task.name} --help"` })
  }
  try {
    return await task.run(parsed.output, context)
  } catch (error) {
    if (error instanceof TaskError) throw error
    if (error instanceof ProjectError) throw new TaskError('WRONG_USE', { message: error.message, cause: error })
    throw (await taskErrorOf(error, context.account)) ?? error
  }
}
