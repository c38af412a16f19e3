import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { invoke, TaskError } from '@sallyport/tasks'
import * as v from 'valibot'
import { command, flag, type Given } from '../command.ts'
import { membersOf } from '../run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

export const invokeCommand = command({
  name: 'invoke <function>',
  summary: invoke.summary,
  example: `sallyport invoke checkout --local --payload '{"amount": 100}'`,
  task: invoke,
  flags: {
    event: flag('a file with the event, as JSON; - for standard input', 'FILE'),
    payload: flag('the event itself, as JSON', 'JSON'),
    noGrant: flag("leave the role's policies as they are"),
  },
  async input(given, terminal) {
    const event = await eventOf(given, terminal)
    return { ...membersOf(invoke.input, { ...given, event: undefined }), ...(event === undefined ? {} : { event }) }
  },
  show({ payload, functionError, log }, terminal) {
    if (log !== '') terminal.say(log.trimEnd())
    const failure = functionError === undefined ? undefined : errorMessageIn(payload)
    // a person has seen the error's stack in the log, and reads its message better unescaped; a pipe is given the answer as it is
    if (terminal.io.stdout.isTTY === true) terminal.answer(failure ?? payload)
    else terminal.bytes(Buffer.from(`${payload}\n`))
  },
  status: ({ functionError }) => (functionError === undefined ? 0 : 1),
})

/** Lambda Developer Guide, "Lambda function errors": the answer of a failed function is an object with `errorMessage`. */
function errorMessageIn(payload: string): string | undefined {
  const { success, output } = v.safeParse(
    v.pipe(v.string(), v.parseJson(), v.object({ errorMessage: v.pipe(v.string(), v.nonEmpty()) })),
    payload,
  )
  return success ? output.errorMessage : undefined
}

async function eventOf({ event, payload }: Given, terminal: Terminal): Promise<string | undefined> {
  if (typeof payload === 'string') {
    if (event !== undefined) throw new TaskError('WRONG_USE', { message: '--event and --payload are two events: leave one out' })
    return payload
  }
  if (typeof event !== 'string') return undefined
  if (event === '-') return text(terminal.io.stdin)
  return readFile(resolve(terminal.io.cwd, event), 'utf8').catch((cause) => {
    throw new TaskError('NOT_FOUND', { message: `file ${event} does not exist or may not be read: look at the path of --event`, cause })
  })
}
