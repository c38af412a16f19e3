import { assertAnswers, findLocalState } from '@sallyport/tasks'
import * as v from 'valibot'
import { command } from '../command.ts'

export const localStatusCommand = command({
  name: 'local status',
  summary: 'whether AWS on loopback runs, and where',
  example: 'sallyport local status',
  flags: {},
  output: v.object({
    endpoint: v.string(),
    accountId: v.string(),
    region: v.string(),
    pid: v.number(),
    /** `off`: nothing is denied. */
    auth: v.picklist(['enforce', 'off']),
    /** The folder that holds the data; `null` when it is in memory. */
    data: v.nullable(v.string()),
  }),
  async run(_given, terminal, { data: dataDir }) {
    const found = await findLocalState({ ...terminal.io, dataDir })
    await assertAnswers(found)
    const { endpoint, accountId, region, pid, auth, data } = found.state
    const status = { endpoint, accountId, region, pid, auth, data }
    if (terminal.json) terminal.jsonAnswer(status)
    else
      terminal.answer(
        `AWS on loopback runs at ${endpoint}: account ${accountId}, region ${region}, process ${pid}, data ${data ?? 'in memory'}${auth === 'off' ? ', and denies nothing' : ''}`,
      )
    return 0
  },
})
