import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Whether process `pid` runs; one that has ended and waits for its parent to notice does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false // ESRCH is the answer
  }
  return process.platform === 'win32' || !['Z', undefined].includes(stateOf(pid)) // nothing waits for its parent there
}

/** The letter that the system gives for the state of a process: `R` running, `S` sleeping, `T` stopped, `Z` ended; none when it is gone. */
export function stateOf(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') return execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).trim()[0]
    return /^\d+ \(.*\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}
