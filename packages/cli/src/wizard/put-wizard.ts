import { addDeclaration, type TaskContext, TaskError } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import { type AllAnswers, declarationOf } from './answers.ts'
import { review } from './review.ts'
import { walk } from './step.ts'
import { askKind, askName, askOptions, askPlace, askReaders, askValue } from './steps.ts'

/**
 * Takes a person from nothing to what `put` stores: what it is, its value, where it lives, its name, who reads it, and a look at all of it.
 * Nothing is written or stored before the last answer.
 * @returns the input of the task
 * @throws Cancelled after Ctrl-C; TaskError `WRONG_USE` where nobody can be asked
 */
export async function putWizard(terminal: Terminal, context: TaskContext): Promise<object> {
  if (!terminal.mayAsk) {
    throw new TaskError('WRONG_USE', {
      message:
        'the name is not given, and nobody is asked without a terminal, with --no-input or in CI: give it and the value, as in "sallyport put dev/stripe --kind api-key --from-stdin"',
    })
  }
  // every step has answered once the last one has
  const answers = (await walk([askKind, askValue, askPlace, askName, askOptions, askReaders, review], terminal, context)) as AllAnswers
  const { kind, value, service, name, stage, isDeclared } = answers
  if (isDeclared) terminal.say(`${await addDeclaration(await context.project(), declarationOf(answers))} declares it`)
  return { name: name.replaceAll('{stage}', stage ?? ''), parameter: service === 'ssm', kind, value }
}
