import { type Form, forms, type Kind, kinds, put, TaskError } from '@sallyport/tasks'
import { command, flag, type Given } from '../command.ts'
import { membersOf } from '../run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { askFields } from '../values/ask-fields.ts'
import { valueFrom } from '../values/value-source.ts'

/** The command line's word for a kind: `apiKey` is `api-key`. */
const wordOf = (kind: Kind) => kind.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
const words = kinds.map(wordOf)

export const putCommand = command({
  name: 'put <name>',
  summary: put.summary,
  example: 'sallyport put prod/stripe --kind api-key',
  excess:
    "a value is never an argument, which other programs and the shell's history would see: leave it out and type it when asked, or give it by --from-stdin or --file",
  task: put,
  flags: {
    kind: flag(`what the value is: ${words.join(', ')}; default: text`, 'KIND'),
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

function kindOf(word: Given[string]): Kind | undefined {
  if (word === undefined) return undefined
  const found = kinds.find((kind) => wordOf(kind) === word)
  if (found === undefined) throw new TaskError('WRONG_USE', { message: `--kind is not one that put knows: give ${words.join(', ')}` })
  return found
}

async function givenValue(given: Given, kind: Kind | undefined, terminal: Terminal): Promise<Uint8Array> {
  const file = typeof given['file'] === 'string' ? given['file'] : undefined
  const source = { fromStdin: given['fromStdin'] === true, file, asked: `value of ${String(given['name'])}` }
  const isAsked = file === undefined && !source.fromStdin && terminal.mayAsk
  const form: Form = forms[kind ?? 'text']
  return form.fields !== undefined && isAsked ? askFields(form.fields, source.asked, terminal) : valueFrom(source, terminal)
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
