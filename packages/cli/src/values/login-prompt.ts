import { storedForm } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import { askHidden } from './ask.ts'
import { Cancelled } from './cancelled.ts'

/** Asks for a user name, shown, and a password, hidden. @returns the JSON that the AWS console's two rows would store */
export async function loginFrom(asked: string, { io }: Terminal): Promise<Uint8Array> {
  const { text } = await import('@clack/prompts') // most commands ask nothing, and its import takes half of their start
  const username = await text({ message: `${asked}: user name`, input: io.stdin, output: io.stderr })
  if (typeof username !== 'string') throw new Cancelled()
  const password = storedForm(await askHidden('password', io), 'text').text // what it would be alone: checked text, without a pasted newline at its end
  return Buffer.from(JSON.stringify({ username, password }))
}
