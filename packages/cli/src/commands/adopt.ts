import { adopt, type InferOutput } from '@sallyport/tasks'
import { adoptInput } from '../adopting/adopt-input.ts'
import { rowOf } from '../adopting/proposal-row.ts'
import { command, flag } from '../command.ts'
import type { Terminal } from '../terminal/terminal.ts'

type Adopted = InferOutput<(typeof adopt)['output']>

export const adoptCommand = command({
  name: 'adopt',
  summary: adopt.summary,
  example: 'sallyport adopt --local',
  task: adopt,
  flags: {
    only: flag('adopt these variables alone, with commas between them', 'NAMES'),
    skip: flag('leave these variables as they are, with commas between them', 'NAMES'),
    parameter: flag('new secrets become Parameter Store parameters'),
    values: flag('a dotenv or JSON file of values that the template does not have; - for standard input', 'FILE'),
    dryRun: flag('change nothing, show what would be; the same without a terminal and without --yes'),
    yes: flag('agree to what is proposed, and to the difference'),
    force: flag('edit files that git could not take back, too: with changes that are not committed, or in no repository'),
  },
  input: adoptInput,
  show(adopted, terminal) {
    terminal.table(adopted.secrets.map(rowOf), ['variable', 'where', 'state', 'because'])
    for (const { file, line, advice } of adopted.byHand) terminal.answer(`change this yourself: ${file}:${line} ${advice}`)
    if (adopted.secrets.length + adopted.byHand.length === 0) terminal.answer('no secret is found in the variables of the functions')
    if (!adopted.isDone) terminal.difference(linesOf(adopted.difference), 'answer')
    for (const note of adopted.notes) terminal.say(note)
    sayWhatIsNext(adopted, terminal)
  },
  status: ({ isDone, byHand, secrets }) => (byHand.length > 0 || secrets.some(({ state }) => isLeft(state, isDone)) ? 1 : 0),
})

/** A secret that is in a variable after all. */
function isLeft(state: Adopted['secrets'][number]['state'], isDone: boolean): boolean {
  if (state === 'skipped') return false
  return !isDone || state === 'differs' || state === 'valueNeeded'
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function sayWhatIsNext({ isDone, written, next, difference, byHand }: Adopted, terminal: Terminal): void {
  if (isDone) {
    for (const file of written) terminal.say(`wrote ${file}`)
    terminal.say('the old values still stand in git and in deployed functions: deploy, then replace them where they come from')
    if (byHand.length > 0) terminal.say('what is to be changed by hand still reads its variable: when it is changed, run the last of these')
    terminal.say(`next: ${next.join('\n      ')}`)
  } else if (difference !== '') terminal.say('nothing was changed: add --yes to agree to this, or run it at a terminal')
}
