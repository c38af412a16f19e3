import {
  claimsToBeSallyport,
  type LocalState,
  readLocalState,
  removeLocalState,
  stateFileIn,
  TaskError,
  writeLocalState,
} from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import { announce } from './announce.ts'
import type { ServerOptions } from './server-options.ts'

/** Serves until Ctrl-C, another ending signal, or `local stop`. @returns the exit status */
export async function serve(options: ServerOptions, terminal: Terminal): Promise<number> {
  const server = await started(options)
  const file = stateFileIn(options.dataDir)
  const { endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken } = server
  const state: LocalState = {
    format: 1,
    ...{ endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken },
    pid: process.pid,
    auth: options.auth === 'off' ? 'off' : 'enforce', // the server tells everything else of itself, but not this
    data: options.memory ? null : options.dataDir,
  }
  try {
    const ended = Promise.race([endingSignal(), server.stopped])
    await writeLocalState(file, state)
    announce(state, terminal)
    await ended
  } finally {
    await server.stop()
    if ((await readLocalState(file))?.pid === process.pid) await removeLocalState(file)
  }
  return 0
}

async function started({ dataDir, memory, ...said }: ServerOptions) {
  const { startLocal } = await import('@sallyport/local')
  try {
    return await startLocal({ ...said, ...(memory ? {} : { dataDir }) })
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    // the server says in words why a folder is not its own
    const isTaken = 'code' in cause && cause.code === 'EADDRINUSE' && 'port' in cause
    throw new TaskError('NOT_STARTED', { message: isTaken ? await takenMessage(cause.port) : cause.message, cause })
  }
}

async function takenMessage(port: unknown): Promise<string> {
  const isOwn = await claimsToBeSallyport(`http://127.0.0.1:${port}`)
  const by = isOwn ? 'by AWS on loopback of another folder' : 'by another program'
  return `port ${port} is taken ${by}: give --port 0 for any free one, or another number${isOwn ? ', or stop that one where it was started' : ''}`
}

function endingSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
