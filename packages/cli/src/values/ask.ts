import { createInterface } from 'node:readline'
import { TaskError } from '@sallyport/tasks'
import { hiddenValue, UnclearKey } from '../terminal/hidden-reader.ts'
import type { Io } from '../terminal/terminal.ts'
import { Cancelled } from './cancelled.ts'

/**
 * Asks for a value, hidden.
 * @param asked what for, such as `value of prod/stripe`
 * @throws Cancelled after Ctrl-C; TaskError `BAD_VALUE` after a key that edits
 */
export async function askHidden(asked: string, io: Io): Promise<Uint8Array> {
  const value = await hiddenValue(`${asked} (hidden; ends with Enter): `, io).catch((error) => {
    if (!(error instanceof UnclearKey)) throw error
    throw new TaskError('BAD_VALUE', {
      message:
        'an arrow or a control key was typed, whose effect nobody would see: type or paste the value again, with backspace or Ctrl-U for mistakes',
    })
  })
  if (value === undefined) throw new Cancelled()
  return value
}

/**
 * Asks for what may be seen, in the look of the hidden prompt.
 * @throws Cancelled after Ctrl-C, or when the terminal goes away
 */
export function askShown(asked: string, { stdin, stderr }: Io): Promise<string> {
  const line = createInterface({ input: stdin, output: stderr, terminal: true, historySize: 0 })
  return new Promise((resolve, reject) => {
    line.once('SIGINT', () => line.close())
    line.once('close', () => reject(new Cancelled())) // after an answer this has no effect
    line.question(`${asked}: `, (answer) => {
      resolve(answer)
      line.close()
    })
  })
}
