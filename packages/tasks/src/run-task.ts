import { type GenericSchema, getDotPath, type InferOutput, type ObjectEntries, safeParse, strictObject } from 'valibot'
import { taskErrorOf } from './account/aws-error.ts'
import type { TaskContext } from './context.ts'
import { projectFailure } from './project-failure.ts'
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
    // valibot's own message repeats what it received, which may be a value: only the expectation is told, of a check of ours its own words
    const expected = issue.type === 'check' ? issue.message : (issue.expected ?? 'as asked')
    const told = `\`${getDotPath(issue) ?? 'input'}\` of ${task.name} is not ${expected}`
    throw new TaskError('WRONG_USE', { message: `${told}: see "sallyport help ${task.name}"` })
  }
  try {
    return await task.run(parsed.output, context)
  } catch (error) {
    const failure = projectFailure(error)
    if (failure instanceof TaskError) throw failure
    throw (await taskErrorOf(failure, context.account)) ?? failure
  }
}
