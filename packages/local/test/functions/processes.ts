import { readFileSync } from 'node:fs'

/** Whether process `pid` runs; one that has ended and waits for its parent to notice does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return stateOf(pid) !== 'Z'
  } catch {
    return false // ESRCH is the answer
  }
}

/** The letter that the system gives for the state of a process: `R` running, `S` sleeping, `T` stopped, `Z` ended. */
export function stateOf(pid: number): string | undefined {
  return /^\d+ \(.*\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
}
