import { askToStop, healthOf, lookForLocalState, removeLocalState, TaskError } from '@sallyport/tasks'
import { command } from '../command.ts'
import { hasEnded } from '../local-server/has-ended.ts'

export const localStopCommand = command({
  name: 'local stop',
  summary: 'stop AWS on loopback; what it stored stays',
  example: 'sallyport local stop',
  flags: {},
  async run(_given, terminal, { data: dataDir }) {
    const found = await lookForLocalState({ ...terminal.io, dataDir })
    if (found === undefined) {
      terminal.say('AWS on loopback does not run here: nothing to stop')
      return 0
    }
    const { state, file } = found
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
