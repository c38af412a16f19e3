import { history } from '@sallyport/tasks'
import { command, flag } from '../command.ts'

export const historyCommand = command({
  name: 'history <name>',
  summary: history.summary,
  example: 'sallyport history prod/stripe --limit 5',
  task: history,
  flags: {
    limit: flag('versions to show, newest first; default: 20', 'N'),
    parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret'),
  },
  show({ versions, kept, storedByUnknown }, terminal) {
    terminal.table(
      versions.map(({ stages, ...version }) => ({ ...version, stages: stages.join(' ') })),
      ['id', 'stages', 'storedAt', 'storedBy'],
    )
    if (kept > versions.length) terminal.say(`${kept - versions.length} older ones are kept as well: --limit ${kept} shows them`)
    if (storedByUnknown !== undefined) terminal.say(`who stored them is not known: ${storedByUnknown}`)
  },
})
