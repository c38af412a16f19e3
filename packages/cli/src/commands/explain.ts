import { text } from 'node:stream/consumers'
import { explain, TaskError } from '@sallyport/tasks'
import { asTyped } from '../as-typed.ts'
import { command, type Given } from '../command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { visibleJson } from '../terminal/visible.ts'
import { askHidden } from '../values/ask.ts'

export const explainCommand = command({
  name: 'explain [message...]',
  summary: explain.summary,
  example: "sallyport explain 'User: arn:aws:sts::111122223333:assumed-role/checkout-role/checkout is not authorized to perform: …'",
  task: explain,
  flags: {},
  input: async (given, terminal) => ({ message: await messageOf(given, terminal) }),
  show({ explanation, steps, statement, sam, function: name }, terminal) {
    terminal.answer(explanation)
    if (statement !== undefined) terminal.answer(`\nthe statement:\n${visibleJson(statement)}`)
    if (sam !== undefined) terminal.answer(`\nin a template of AWS SAM, with function ${name ?? 'FUNCTION'}:\n${sam}`)
    if (steps.length > 0) terminal.answer('\nwhat to do:')
    for (const [index, step] of steps.entries()) terminal.answer(`${index + 1}. ${asTyped(step, terminal.io.env)}`)
  },
})

/** As arguments, from a pipe, or pasted at the prompt: a message of several lines would leave its rest to the shell otherwise. */
async function messageOf(given: Given, terminal: Terminal): Promise<string> {
  const message = await givenMessage(given, terminal)
  if (message.trim() !== '') return message
  throw new TaskError('WRONG_USE', { message: 'the message is not given: paste the message as an argument, between quotes, or pipe it in' })
}

async function givenMessage({ message = [] }: Given, { io, mayAsk }: Terminal): Promise<string> {
  if (Array.isArray(message) && message.length > 0) return message.join(' ')
  if (io.stdin.isTTY !== true) return text(io.stdin)
  return mayAsk ? Buffer.from(await askHidden("AWS's message, pasted", io)).toString('utf8') : ''
}
