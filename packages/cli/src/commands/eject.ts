import { eject } from '@sallyport/tasks'
import { command, flag } from '../command.ts'

export const ejectCommand = command({
  name: 'eject',
  summary: eject.summary,
  example: 'sallyport eject --write',
  task: eject,
  flags: {
    write: flag('write it; without this flag it is only shown'),
    out: flag('the file for the plain code, in .ts, .mjs or .cjs; default: plain-secrets beside the declaration', 'FILE'),
  },
  show({ file, changed, notEjected, difference, written, next }, terminal) {
    terminal.difference(difference, 'answer')
    for (const { what, at } of notEjected) terminal.warn(`${at}: ${what} has no plain form here`)
    if (notEjected.length > 0) terminal.say('nothing was written: change these places first')
    else if (written) {
      terminal.say(`wrote ${file}, and changed the imports of ${changed.join(', ')}`)
      terminal.say(['next:', ...next].join('\n  '))
    } else terminal.say('to write it: sallyport eject --write')
  },
  status: ({ notEjected }) => (notEjected.length === 0 ? 0 : 1),
})
