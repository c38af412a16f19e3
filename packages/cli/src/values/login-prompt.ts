import { storedForm } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import { askHidden, askShown } from './ask.ts'

/** Asks for a user name, shown, and a password, hidden. @returns the JSON that the AWS console's two rows would store */
export async function loginFrom(asked: string, { io }: Terminal): Promise<Uint8Array> {
  const username = await askShown(`${asked}: user name`, io)
  const password = storedForm(await askHidden(`${asked}: password`, io), 'text').text // what it would be alone: checked text, without a pasted newline at its end
  return Buffer.from(JSON.stringify({ username, password }))
}
