import { get, type InferOutput } from '@sallyport/tasks'
import { command, flag } from '../command.ts'
import { sizeOf } from '../terminal/counted.ts'
import { showDetails } from '../terminal/details.ts'
import type { Terminal } from '../terminal/terminal.ts'

type Got = InferOutput<(typeof get)['output']>

export const getCommand = command({
  name: 'get <name>',
  summary: 'what a stored value is; with --reveal the value itself',
  example: 'sallyport get prod/stripe --reveal | pbcopy',
  task: get,
  flags: {
    reveal: flag('show the value; to a pipe it goes byte for byte, with nothing added'),
    field: flag('this field of a JSON object alone', 'NAME'),
    versionStage: flag('the version of this stage, such as AWSPREVIOUS; of a parameter a label', 'STAGE'),
    versionId: flag('the version of this id, or of its beginning; of a parameter its number', 'ID'),
    parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret'),
  },
  show(got, terminal) {
    if (got.value !== undefined || got.valueBase64 !== undefined) showValue(got, terminal)
    else
      showDetails(
        [
          ['name', got.name],
          ['type', got.type],
          ['field', got.field],
          ['value', `hidden, ${sizeOf(got)}`],
          ['fields', got.fields?.join(', ')],
          ['version', [got.version, ...got.stages].join(' ')],
          ['stored', got.storedAt],
        ],
        terminal,
      )
  },
})

/** A pipe gets the bytes and nothing else; a terminal gets a line of its own, and nothing that it would obey. */
function showValue({ value, valueBase64, name }: Got, terminal: Terminal): void {
  if (terminal.io.stdout.isTTY !== true) {
    terminal.bytes(valueBase64 === undefined ? Buffer.from(value ?? '') : Buffer.from(valueBase64, 'base64'))
    return
  }
  if (valueBase64 !== undefined) terminal.say(`${name} is binary, shown in base64; to a pipe or a file it goes as it is`)
  terminal.answer(valueBase64 ?? value ?? '')
}
