import { type FormField, plainKind, storedForm } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import { askHidden, askShown } from './ask.ts'

/** Asks for the fields of a kind's form, one after the other. @returns the JSON that the AWS console's rows would store */
export async function askFields(fields: readonly FormField[], asked: string, { io }: Terminal): Promise<Uint8Array> {
  const members: Record<string, string> = {}
  for (const { name, asked: field, isHidden } of fields) {
    const question = `${asked}: ${field}`
    // a hidden field is what it would be alone: checked text, without a pasted newline at its end
    members[name] = isHidden ? storedForm(await askHidden(question, io), plainKind).text : await askShown(question, io)
  }
  return Buffer.from(JSON.stringify(members))
}
