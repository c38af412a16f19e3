import { type LocalState, readLocalState, removeLocalState, stateFileIn, TaskError, writeLocalState } from '@sallyport/tasks'
import type { ServerOptions } from './server-options.ts'
import { takenMessage } from './taken-message.ts'

export interface RunningServer {
  readonly state: LocalState
  /** Resolves when it has stopped by `local stop`. */
  readonly stopped: Promise<void>
  /** What the seed came to. */
  readonly seeded: { readonly stored: number; readonly kept: number } | undefined
}

/** Starts a server, runs `body` while other commands find it by its state file, and stops it. */
export async function withServer<T>(options: ServerOptions, body: (server: RunningServer) => Promise<T>): Promise<T> {
  const server = await started(options)
  const file = stateFileIn(options.dataDir)
  const { endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken, stopped, seeded } = server
  const state: LocalState = {
    format: 1,
    ...{ endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken },
    pid: process.pid,
    auth: options.auth === 'off' ? 'off' : 'enforce', // the server tells everything else of itself, but not this
    data: options.memory ? null : options.dataDir,
  }
  try {
    await writeLocalState(file, state)
    return await body({ state, stopped, seeded })
  } finally {
    await server.stop()
    if ((await readLocalState(file))?.pid === process.pid) await removeLocalState(file)
  }
}

async function started({ dataDir, memory, ...said }: ServerOptions) {
  const { startLocal } = await import('@sallyport/local')
  try {
    return await startLocal({ ...said, ...(memory ? {} : { dataDir }) })
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    if (cause.name === 'SeedProblem') throw new TaskError('WRONG_USE', { message: cause.message, cause })
    // the server says in words why a folder is not its own
    const isTaken = 'code' in cause && cause.code === 'EADDRINUSE' && 'port' in cause
    throw new TaskError('NOT_STARTED', { message: isTaken ? await takenMessage(cause.port) : cause.message, cause })
  }
}
