import type { TaskContext } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import type { Answers } from './answers.ts'

/** What a step adds to the answers, and whether it has asked anything; `back` to the question before. */
type Answered = { readonly answers: Answers; readonly isAsked: boolean } | 'back'

/** A question of the wizard. What was answered before it came back here is a proposal. */
export type Step = (answers: Answers, terminal: Terminal, context: TaskContext) => Promise<Answered>

export const asked = (answers: Answers): Answered => ({ answers, isAsked: true })
/** There was nothing to ask: whoever goes back goes over it. */
export const notAsked = (answers: Answers): Answered => ({ answers, isAsked: false })

/** Runs the steps, forth and back. @throws Cancelled after Ctrl-C at any of them */
export async function walk(steps: readonly Step[], terminal: Terminal, context: TaskContext): Promise<Answers> {
  let answers: Answers = {}
  let direction = 1
  let index = 0
  for (let step = steps[index]; step !== undefined; step = steps[index]) {
    const given = await step(answers, terminal, context)
    if (given === 'back') direction = index === 0 ? 1 : -1
    else {
      answers = { ...answers, ...given.answers }
      if (given.isAsked) direction = 1
    }
    index = given === 'back' && index === 0 ? 0 : index + direction
  }
  return answers
}
