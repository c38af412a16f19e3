import { findLocalState, healthOf, TaskError } from '@sallyport/tasks'
import { command } from '../command.ts'

export const localStatusCommand = command({
  name: 'local status',
  summary: 'whether AWS on loopback runs, and where',
  example: 'sallyport local status',
  flags: {},
  async run(_given, terminal, { data: dataDir }) {
    const { state, file } = await findLocalState({ ...terminal.io, dataDir })
    const { endpoint, accountId, region, pid, auth, data } = state
    const health = await healthOf(state)
    if (health !== 'answers') {
      throw new TaskError('UNREACHABLE', {
        message: `AWS on loopback at ${endpoint} is gone and has left ${file}: run "sallyport local start", which replaces it`,
      })
    }
    const status = { endpoint, accountId, region, pid, auth, data }
    if (terminal.json) terminal.jsonAnswer(status)
    else
      terminal.answer(
        `AWS on loopback runs at ${endpoint}: account ${accountId}, region ${region}, process ${pid}, data ${data ?? 'in memory'}${auth === 'off' ? ', and denies nothing' : ''}`,
      )
    return 0
  },
})
