import { audit } from '@sallyport/tasks'
import { command, flag } from '../command.ts'

export const auditCommand = command({
  name: 'audit',
  summary: audit.summary,
  example: 'sallyport audit --since 7d',
  task: audit,
  flags: {
    since: flag('how far to look back: 30m, 24h (default), 90d', 'TIME'),
    from: flag('the date to begin with, instead of --since', 'DATE'),
    to: flag('the date to end with; default: now', 'DATE'),
  },
  show({ from, to, events, readers, denied, neverRead }, terminal) {
    terminal.say(`${events} reading events from ${from} to ${to}`)
    const rows = [
      ...readers.map(({ reads, ...row }) => ({ ...row, count: reads, expected: row.doubt ?? row.expected })),
      ...denied.map(({ attempts, ...row }) => ({ ...row, count: attempts, expected: 'denied' })),
    ]
    if (rows.length > 0) terminal.table(rows, ['secret', 'reader', 'kind', 'action', 'count', 'first', 'last', 'expected'])
    for (const { name, service } of neverRead) {
      const isReadBack = readers.some((row) => row.secret === name && row.service === service) // by its own writer, or it would not be here
      terminal.say(`nobody ${isReadBack ? 'but who stored it ' : ''}read ${name} in this time`)
    }
    const grants = new Map(denied.flatMap(({ reader, grant }) => (grant === undefined ? [] : [[reader, grant] as const])))
    for (const [name, grant] of grants) terminal.say(`function ${name} was denied: if it should read, run "${grant}"`)
    if (denied.some(({ grant }) => grant === undefined)) terminal.say('who else was denied asked for what is not its own')
  },
  /** 1 when something was found that a person should look at. */
  status: ({ readers, denied }) =>
    denied.length > 0 || readers.some(({ expected, doubt }) => expected === 'no' || doubt !== undefined) ? 1 : 0,
})
