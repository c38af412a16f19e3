import type { InferOutput, Task, TaskContext } from '@sallyport/tasks'
import type { GenericSchema } from 'valibot'
import type { Globals } from './global-flags.ts'
import type { Terminal } from './terminal/terminal.ts'

/** A flag of one command. Its name is its key: `fromStdin` is `--from-stdin`. */
export interface Flag {
  readonly text: string
  /** What stands after it, such as `FILE`; without it the flag is a yes. */
  readonly takes: string | undefined
}

/** `flag('read the value from a file', 'PATH')` */
export function flag(text: string): Flag & { readonly takes: undefined }
export function flag(text: string, takes: string): Flag & { readonly takes: string }
export function flag(text: string, takes?: string): Flag {
  return { text, takes }
}

/** The flag of that name as it is typed. */
export function longFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`
}

/** What stood on the command line, by argument and flag name; an argument such as `[words...]` is a list. The task's input checks it. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

interface Described {
  /** With its arguments, as in `put <name>`. */
  readonly name: string
  readonly summary: string
  /** A line to type. Every command has one. */
  readonly example: string
  readonly flags: Readonly<Record<string, Flag>>
  /** What to say when more arguments stand there than the command takes. */
  readonly excess?: string
}

/** The face of a task: its flags, and how its output is shown. `--json` shows the output as it is. */
export interface TaskCommand<T extends Task = Task> extends Described {
  readonly task: T
  /** The task's input, when it is more than the arguments and flags of the same names. */
  input?(given: Given, terminal: Terminal, context: TaskContext): Promise<object> | object
  show(output: InferOutput<T['output']>, terminal: Terminal): void
  /** The exit status of an output; default 0. */
  status?(output: InferOutput<T['output']>): number
}

/** A command without a task, such as `local start`. */
export interface OwnCommand extends Described {
  /** The stable form of `--json`; of a command that gives no answer of its own there is none. */
  readonly output?: GenericSchema
  /** @param commands every command there is, this one too */
  run(given: Given, terminal: Terminal, globals: Globals, commands: readonly Command[]): Promise<number>
}

export type Command = TaskCommand | OwnCommand

/**
 * Declares a command.
 * @example
 * export const historyCommand = command({
 *   name: 'history <secret>',
 *   summary: 'versions of a secret',
 *   example: 'sallyport history prod/stripe --limit 5',
 *   task: history,
 *   flags: { limit: flag('versions to show, newest first', 'N') },
 *   show: ({ versions }, out) => out.table(versions, ['id', 'storedAt']),
 * })
 */
export function command<T extends Task>(definition: TaskCommand<T>): TaskCommand<T>
export function command(definition: OwnCommand): OwnCommand
export function command(definition: Command): Command {
  return definition
}
