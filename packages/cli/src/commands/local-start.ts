import { dataDirFor, findLocalState, TaskError } from '@sallyport/tasks'
import { command, flag, type Given } from '../command.ts'
import { announce, announced } from '../local-server/announce.ts'
import { startDetached } from '../local-server/detached.ts'
import { ownFolder } from '../local-server/own-folder.ts'
import { refuseSecond } from '../local-server/refuse-second.ts'
import { serve } from '../local-server/serve.ts'
import { serverFlags, serverOptions } from '../local-server/server-options.ts'

export const localStartCommand = command({
  name: 'local start',
  summary: 'start AWS on loopback, and serve until Ctrl-C',
  example: 'sallyport local start --detach',
  flags: {
    port: flag('the port; 0 is any free one; default: 4566, at which tools for a stand-in of AWS already point', 'PORT'),
    memory: flag('keep the data in memory only'),
    ...serverFlags,
    detach: flag('go to the background, when it answers'),
  },
  output: announced,
  async run(given, terminal, globals) {
    const dataDir = dataDirFor({ ...terminal.io, dataDir: globals.data })
    const asked = { ...portOf(given['port']), ...serverOptions(given, globals, terminal.io.cwd) }
    const options = { dataDir, memory: given['memory'] === true, ...asked }
    await ownFolder(options.dataDir)
    await refuseSecond(options.dataDir)
    if (given['detach'] !== true) return serve(options, terminal)
    const status = await startDetached(options, terminal)
    if (status === 0) announce((await findLocalState({ ...terminal.io, dataDir: options.dataDir })).state, terminal)
    return status
  },
})

function portOf(port: Given[string]): { port?: number } {
  if (port === undefined) return {}
  if (typeof port !== 'string' || !/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new TaskError('WRONG_USE', { message: `--port ${String(port)} is not a port: give a number from 0 to 65535` })
  }
  return { port: Number(port) }
}
