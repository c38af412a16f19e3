import xterm from '@xterm/headless' // a CommonJS package, whose names an ES import does not find
import type { Place } from './command.ts'
import { atTerminal, terminalSize } from './pseudo-terminal.ts'

export interface SeenScreen {
  readonly status: number
  /** What a person reads at the end, with what has scrolled away. */
  readonly text: string
  /** What the terminal was sent. */
  readonly drawn: string
}

/** Runs the command at a real terminal, types each answer when its question has been drawn, and reads the screen at the end. */
export async function screenOf(
  place: Pick<Place, 'cwd' | 'env'>,
  args: readonly string[],
  answers: readonly (readonly [question: string, keys: string])[] = [],
): Promise<SeenScreen> {
  const session = atTerminal(place, args)
  let from = 0
  for (const [question, keys] of answers) {
    await session.until(question, from)
    from = session.drawn().length
    session.type(keys)
  }
  const { status } = await session.ended
  return { status, text: await textOn(session.drawn()), drawn: session.drawn() }
}

async function textOn(drawn: string): Promise<string> {
  const screen = new xterm.Terminal({ ...terminalSize, scrollback: 5000, allowProposedApi: true })
  await new Promise<void>((resolve) => screen.write(drawn, resolve))
  const { active } = screen.buffer
  let text = ''
  for (let index = 0; index < active.length; index += 1) {
    const line = active.getLine(index)
    const goesOn = active.getLine(index + 1)?.isWrapped === true // a line that the terminal has broken is one line to who reads it
    text += `${line?.translateToString(!goesOn) ?? ''}${goesOn ? '' : '\n'}`
  }
  screen.dispose()
  return text.trimEnd()
}
