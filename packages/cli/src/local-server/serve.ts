import type { Terminal } from '../terminal/terminal.ts'
import { announce, saySeeded } from './announce.ts'
import type { ServerOptions } from './server-options.ts'
import { withServer } from './with-server.ts'

/** Serves until Ctrl-C, another ending signal, or `local stop`. @returns the exit status */
export async function serve(options: ServerOptions, terminal: Terminal): Promise<number> {
  const signalled = endingSignal()
  await withServer(options, async ({ state, stopped, seeded }) => {
    announce(state, terminal)
    saySeeded(seeded, terminal)
    await Promise.race([signalled, stopped])
  })
  return 0
}

function endingSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
