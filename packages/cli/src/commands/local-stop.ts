import { askToStop, findLocalState, healthOf, removeLocalState, TaskError } from '@sallyport/tasks'
import { command } from '../command.ts'
import { hasEnded } from '../local-server/has-ended.ts'

export const localStopCommand = command({
  name: 'local stop',
  summary: 'stop AWS on loopback; what it stored stays',
  example: 'sallyport local stop',
  flags: {},
  async run(_given, terminal, { data: dataDir }) {
    const { state, file } = await findLocalState({ ...terminal.io, dataDir })
    if ((await healthOf(state)) !== 'answers') {
      await removeLocalState(file)
      terminal.say(`AWS on loopback at ${state.endpoint} was gone already: removed ${file}`)
      return 0
    }
    await askToStop(state)
    if (!(await hasEnded(file, state.pid))) {
      throw new TaskError('UNREACHABLE', {
        message: `AWS on loopback at ${state.endpoint} has not stopped: end process ${state.pid} yourself`,
      })
    }
    await removeLocalState(file)
    terminal.say(`AWS on loopback at ${state.endpoint} has stopped`)
    return 0
  },
})
