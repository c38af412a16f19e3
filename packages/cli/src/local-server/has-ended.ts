import { setTimeout } from 'node:timers/promises'
import { readLocalState } from '@sallyport/tasks'

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
