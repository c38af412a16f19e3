import type { GenericSchema, InferOutput, ObjectEntries, StrictObjectSchema } from 'valibot'
import type { TaskContext } from './context.ts'

export type TaskInput<Entries extends ObjectEntries> = InferOutput<StrictObjectSchema<Entries, undefined>>

/**
 * What a person does with a project and an account: a typed input, a typed output, a body. A task knows no terminal and no page;
 * commands, the console and programs are faces of it.
 */
export interface Task<Entries extends ObjectEntries = ObjectEntries, Output extends GenericSchema = GenericSchema> {
  readonly name: string
  readonly summary: string
  /** Members of the input; what is not named here is refused. */
  readonly input: Entries
  /** The answer, and the stable form of `--json`. */
  readonly output: Output
  /** Works with files alone, or finds out by itself whether there is an account: a face opens none before and says none. */
  readonly withoutAccount?: true
  /** Needs an account for some of its inputs: a face opens it, and says which it is, when it is first asked for. */
  readonly opensAccountLate?: true
  run(input: TaskInput<Entries>, context: TaskContext): Promise<InferOutput<Output>>
}

/**
 * Declares a task.
 * @example
 * export const whoami = task({
 *   name: 'whoami',
 *   summary: 'the account that is talked to',
 *   input: {},
 *   output: v.object({ accountId: v.string() }),
 *   async run(_input, { account }) {
 *     return { accountId: (await account.describe()).accountId }
 *   },
 * })
 */
export function task<Entries extends ObjectEntries, Output extends GenericSchema>(
  definition: Task<Entries, Output>,
): Task<Entries, Output> {
  return definition
}
