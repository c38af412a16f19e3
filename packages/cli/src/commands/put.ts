import { type Kind, put, TaskError } from '@sallyport/tasks'
import { command, flag, type Given } from '../command.ts'
import { membersOf } from '../run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { loginFrom } from '../values/login-prompt.ts'
import { valueFrom } from '../values/value-source.ts'

export const putCommand = command({
  name: 'put <name>',
  summary: put.summary,
  example: 'sallyport put prod/stripe --kind api-key',
  excess:
    "a value is never an argument, which other programs and the shell's history would see: leave it out and type it when asked, or give it by --from-stdin or --file",
  task: put,
  flags: {
    kind: flag('text (default), api-key or login', 'KIND'),
    parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret'),
    field: flag('change this field of a JSON object alone', 'NAME'),
    fromStdin: flag('read the value from standard input; done unasked when that is no terminal'),
    file: flag('read the value from a file', 'PATH'),
    keepNewline: flag('keep the newline that ends the value'),
  },
  async input(given, terminal) {
    const kind = kindOf(given['kind'])
    return { ...membersOf(put.input, given), ...(kind === undefined ? {} : { kind }), value: await givenValue(given, kind, terminal) }
  },
  show({ name, change, version, characters, lines, droppedNewline, field, fields }, terminal) {
    if (droppedNewline) terminal.say('the newline that ended the value was left out (--keep-newline keeps it)')
    const what = field === undefined ? name : `field ${field} of ${name}`
    const size =
      fields === undefined ? `${counted(characters, 'character')} in ${counted(lines, 'line')}` : `fields ${fields.join(' and ')}`
    terminal.answer(`stored ${what} (${change}, version ${version}): ${size}, read back and the same`)
  },
})

/** The command line's words for the kinds. */
const kindByWord = { text: 'text', 'api-key': 'apiKey', login: 'login' } as const

function kindOf(word: Given[string]): Kind | undefined {
  if (word === undefined) return undefined
  const found = Object.entries(kindByWord).find(([each]) => each === word)
  if (found === undefined)
    throw new TaskError('WRONG_USE', { message: `--kind is not one that put knows: give ${Object.keys(kindByWord).join(', ')}` })
  return found[1]
}

async function givenValue(given: Given, kind: Kind | undefined, terminal: Terminal): Promise<Uint8Array> {
  const file = typeof given['file'] === 'string' ? given['file'] : undefined
  const source = { fromStdin: given['fromStdin'] === true, file, asked: `value of ${String(given['name'])}` }
  const isAsked = file === undefined && !source.fromStdin && terminal.mayAsk
  return kind === 'login' && isAsked ? loginFrom(source.asked, terminal) : valueFrom(source, terminal)
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
