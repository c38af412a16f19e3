import type { Place } from './command.ts'
import { atTerminal, type TerminalSession } from './pseudo-terminal.ts'

export const enter = '\r'
export const down = '\x1b[B'
export const space = ' '
/** Takes away what is proposed for a text. */
export const clear = '\x15'

/** Answers one question of `put` after the other: what is drawn, what is typed then. */
export async function answeringWizard(
  place: Pick<Place, 'cwd' | 'env'>,
  answers: readonly (readonly [string, string])[],
): Promise<TerminalSession> {
  const session = atTerminal(place, ['put', '--local'])
  let seen = 0
  for (const [question, answer] of answers) {
    await session.until(question, seen)
    // what was only looked for, and not answered, may be drawn in one go with the next question
    seen = answer === '' ? session.drawn().indexOf(question, seen) + question.length : session.drawn().length
    session.type(answer)
  }
  return session
}
