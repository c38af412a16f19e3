import { forms, kinds, kindWord, type PutTarget, parameterTypes, put, putTarget, TaskError } from '@sallyport/tasks'
import { command, flag, type Given } from '../command.ts'
import { membersOf } from '../run-command.ts'
import { sizeOf } from '../terminal/counted.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { askFields } from '../values/ask-fields.ts'
import { kindOfWord } from '../values/kind-of-word.ts'
import { valueFrom } from '../values/value-source.ts'
import { putWizard } from '../wizard/put-wizard.ts'

export const putCommand = command({
  name: 'put [name]',
  summary: put.summary,
  example: 'sallyport put prod/stripe --kind api-key',
  excess:
    "a value is never an argument, which other programs and the shell's history would see: leave it out and type it when asked, or give it by --from-stdin or --file",
  task: put,
  flags: {
    kind: flag(`what the value is: ${kinds.map(kindWord).join(', ')}; default: what is declared, otherwise text`, 'KIND'),
    parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret'),
    type: flag(`of a parameter: ${parameterTypes.join(', ')}; default: its own, otherwise SecureString`, 'TYPE'),
    field: flag('change this field of a JSON object alone', 'NAME'),
    fromStdin: flag('read the value from standard input; done unasked when that is no terminal'),
    file: flag('read the value from a file', 'PATH'),
    keepNewline: flag('keep the newline that ends the value'),
  },
  async input(given, terminal, context) {
    if (given['name'] === undefined) return putWizard(terminal, context)
    const type = oneOf(parameterTypes, given['type'], '--type')
    const kind = kindOfWord(given['kind'], kinds)
    const name = String(given['name'])
    const field = typeof given['field'] === 'string' ? given['field'] : undefined
    // what it would be is looked up first: nobody types a value that is then refused for its name, and a declared login is asked for as one
    const target = await putTarget({ name, parameter: given['parameter'] === true || undefined, kind, field, type }, context)
    if (target.declaredAt !== undefined || target.name !== name) terminal.say(`${name} is ${described(target)}`)
    return { ...membersOf(put.input, given), ...(kind === undefined ? {} : { kind }), value: await givenValue(given, target, terminal) }
  },
  show({ name, change, version, type, droppedNewline, field, fields, ...size }, terminal) {
    if (droppedNewline) terminal.say('the newline that ended the value was left out (--keep-newline keeps it)')
    if (type !== undefined && type !== 'SecureString')
      terminal.say(`a ${type} parameter is not encrypted: whoever may read it sees its value`)
    const what = field === undefined ? name : `field ${field} of ${name}`
    const told = fields === undefined ? sizeOf(size) : `fields ${fields.length > 2 ? fields.join(', ') : fields.join(' and ')}`
    terminal.answer(`stored ${what} (${change}, version ${version}): ${told}, read back and the same`)
  },
})

/** `field STRIPE_KEY of secret dev/billing, declared as apiKey at src/secrets.ts:3` */
function described({ called, field, kind, declaredAt }: PutTarget): string {
  const what = field === undefined ? called : `field ${field} of ${called}`
  return declaredAt === undefined ? what : `${what}, declared as ${kind} at ${declaredAt}`
}

function oneOf<Word extends string>(known: readonly Word[], word: Given[string], flagName: string): Word | undefined {
  if (word === undefined) return undefined
  const found = known.find((each) => each === word)
  if (found === undefined) throw new TaskError('WRONG_USE', { message: `${flagName} is not one that put knows: give ${known.join(', ')}` })
  return found
}

async function givenValue(given: Given, { kind, called, field }: PutTarget, terminal: Terminal): Promise<Uint8Array> {
  const file = typeof given['file'] === 'string' ? given['file'] : undefined
  const asked = `value of ${field === undefined ? called.replace(/^\w+ /, '') : `field ${field} of ${called.replace(/^\w+ /, '')}`}`
  const source = { fromStdin: given['fromStdin'] === true, file, asked }
  const isAsked = file === undefined && !source.fromStdin && terminal.mayAsk
  const form = forms[kind]
  if (isAsked && form.stored === 'bytes')
    throw new TaskError('WRONG_USE', { message: 'bytes cannot be typed: give --file PATH, or --from-stdin and a pipe' })
  return form.fields !== undefined && isAsked ? askFields(form.fields, source.asked, terminal) : valueFrom(source, terminal)
}
