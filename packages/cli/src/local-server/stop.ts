import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type LocalState, readLocalState } from '@sallyport/tasks'

/** Asks a server to stop, by its control path. */
export function askToStop({ endpoint, controlToken }: Pick<LocalState, 'endpoint' | 'controlToken'>): Promise<void> {
  return new Promise((resolve) => {
    const asked = request(`${endpoint}/_sallyport/stop`, {
      method: 'POST',
      agent: false,
      headers: { authorization: `Bearer ${controlToken}` },
    })
    asked.on('response', (answer) => answer.resume())
    asked.on('error', () => resolve()) // it may end before it answers; whether it has is asked of the process
    asked.on('close', resolve)
    asked.end()
  })
}

/** Whether a server has ended within some seconds: its last act is to remove its state file. A process that was killed cannot. */
export async function hasEnded(file: string, pid: number, { pollMs = 50, attempts = 300 } = {}): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const state = await readLocalState(file)
    if (state?.pid !== pid || !isAlive(pid)) return true
    await setTimeout(pollMs)
  }
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
