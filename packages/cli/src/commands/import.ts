import { type InferOutput, import as importing } from '@sallyport/tasks'
import { command, flag } from '../command.ts'
import { statusByCode } from '../exit-status.ts'
import { membersOf } from '../run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { importSource } from '../values/import-source.ts'

type Imported = InferOutput<(typeof importing)['output']>

export const importCommand = command({
  name: 'import <file>',
  summary: importing.summary,
  example: 'sallyport import .env --stage dev --dry-run',
  task: importing,
  flags: {
    prefix: flag('what stands before each key; default: {stage}/, for parameters /{stage}/', 'PREFIX'),
    asJson: flag('one JSON secret of this name with all keys as fields, instead of a secret a key', 'NAME'),
    parameter: flag('Parameter Store parameters instead of Secrets Manager secrets'),
    dryRun: flag('store nothing, show what would be'),
    overwrite: flag('store a new version of what holds another value; with --as-json its other fields stay'),
    yes: flag('agree to the list, where nobody can be asked'),
  },
  async input(given, terminal) {
    return { ...membersOf(importing.input, given), content: await importSource(String(given['file']), terminal) }
  },
  show(imported, terminal) {
    terminal.table(
      imported.entries.map(({ reason, state, ...entry }) => ({ ...entry, state: reason === undefined ? state : `${state}: ${reason}` })),
      ['key', 'name', 'state'],
    )
    for (const { name, state, keptFields = [] } of imported.entries)
      if (keptFields.length > 0 && (state === 'changed' || state === 'stored'))
        terminal.say(`${name} keeps the fields that the file does not have: ${keptFields.join(', ')}`)
    for (const note of imported.notes) terminal.say(note)
    sayWhatIsLeft(imported, terminal)
  },
  status({ failure, entries }) {
    if (failure !== undefined) return statusByCode[failure.code]
    return entries.some(({ state }) => state === 'kept' || state === 'refused') ? 1 : 0
  },
})

function sayWhatIsLeft({ entries, notes, failure }: Imported, terminal: Terminal): void {
  const count = (state: string) => entries.filter((each) => each.state === state).length
  if (count('kept') > 0) terminal.say('what is kept holds another value: --overwrite stores a new version of it')
  if (failure !== undefined) {
    terminal.error(failure)
    terminal.say(`${count('stored')} of ${entries.length} are stored: when that is mended, the same import goes on with the others`)
  } else if (entries.every(({ state }) => state === 'stored' || state === 'same' || state === 'empty'))
    terminal.say(
      notes.length === 0
        ? 'every value is stored: delete the file, so that they lie in one place'
        : 'every value is stored: look at what is noted above, then delete the file',
    )
}
