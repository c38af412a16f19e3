import { diff } from '@sallyport/tasks'
import { command, flag } from '../command.ts'

/** A state in the words of what was compared. */
const wordsFor = (state: string, from: string, to: string) =>
  ({ onlyFrom: `only in ${from}`, onlyTo: `only in ${to}`, neither: 'in neither' })[state] ?? state

export const diffCommand = command({
  name: 'diff <from> <to> [name]',
  summary: diff.summary,
  example: 'sallyport diff dev prod',
  task: diff,
  flags: {
    versionStages: flag('the two are versions of NAME: stages such as AWSPREVIOUS and AWSCURRENT, or ids'),
    parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret'),
  },
  show({ from, to, secrets, different }, terminal) {
    const rows = secrets.flatMap(({ name, state, fields = [], declaredAt }) => [
      { name, state: wordsFor(state, from, to), declaredAt },
      ...fields
        .filter((field) => field.state !== 'same')
        .map((field) => ({ name: `${name} field ${field.name}`, state: wordsFor(field.state, from, to), declaredAt: undefined })),
    ])
    terminal.table(rows, ['name', 'state', 'declaredAt'])
    terminal.say(
      different === 0 ? `nothing differs between ${from} and ${to}` : `${different} of ${secrets.length} differ between ${from} and ${to}`,
    )
  },
  status: ({ different }) => (different === 0 ? 0 : 1),
})
