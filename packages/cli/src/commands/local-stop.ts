import { askToStop, healthOf, lookForLocalState, removeLocalState, TaskError } from '@sallyport/tasks'
import * as v from 'valibot'
import { command } from '../command.ts'
import { hasEnded } from '../local-server/has-ended.ts'
import type { Terminal } from '../terminal/terminal.ts'

export const localStopCommand = command({
  name: 'local stop',
  summary: 'stop AWS on loopback; what it stored stays',
  example: 'sallyport local stop',
  flags: {},
  output: v.object({
    /** `gone`: it had ended without `local stop`. */
    outcome: v.picklist(['stopped', 'gone', 'not running']),
    /** Where it was. */
    endpoint: v.nullable(v.string()),
  }),
  async run(_given, terminal, { data: dataDir }) {
    const found = await lookForLocalState({ ...terminal.io, dataDir })
    if (found === undefined) {
      terminal.say('AWS on loopback does not run here: nothing to stop')
      return answered('not running', null, terminal)
    }
    const { state, file } = found
    if ((await healthOf(state)) !== 'answers') {
      await removeLocalState(file)
      terminal.say(`AWS on loopback at ${state.endpoint} was gone already: removed ${file}`)
      return answered('gone', state.endpoint, terminal)
    }
    await askToStop(state)
    if (!(await hasEnded(file, state.pid))) {
      throw new TaskError('UNREACHABLE', {
        message: `AWS on loopback at ${state.endpoint} has not stopped: end process ${state.pid} yourself`,
      })
    }
    await removeLocalState(file)
    terminal.say(`AWS on loopback at ${state.endpoint} has stopped`)
    return answered('stopped', state.endpoint, terminal)
  },
})

function answered(outcome: 'stopped' | 'gone' | 'not running', endpoint: string | null, terminal: Terminal): number {
  if (terminal.json) terminal.jsonAnswer({ outcome, endpoint })
  return 0
}
