import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Store } from './store.ts'

/** The server that has a data folder. */
interface Owner {
  readonly id: string
  readonly pid: number
  /** When the process began, where the system tells: a process number is used again after a restart. */
  readonly began?: string
}

export interface Claim {
  release(): void
}

/**
 * Claims a data folder for one server. LMDB lets one process write at a time, also when one dies in the middle, so reading who has
 * it and taking it is one step; a server that was killed is known by its process being gone.
 * @throws Error in words when a living server has it
 */
export function claim(store: Store, dataFolder: string): Claim {
  const owners = store.table<Owner>('owner', { survivesReset: true })
  const id = randomUUID()
  const key = ['owner']
  store.change(() => {
    const owner = owners.get(key)
    if (owner !== undefined && isAlive(owner)) {
      throw new Error(`${dataFolder} is in use by another server (process ${owner.pid}): stop that one, or choose another data folder`)
    }
    const began = beganAt(process.pid)
    owners.put(key, { id, pid: process.pid, ...(began === undefined ? {} : { began }) })
  })
  return {
    release: () =>
      store.change(() => {
        if (owners.get(key)?.id === id) owners.remove(key)
      }),
  }
}

function isAlive({ pid, began }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and is another user's
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const now = beganAt(pid)
  return now === undefined || began === undefined || now === began
}

/** Clock ticks since boot when a process began; `undefined` where there is no /proc. Source: proc(5), /proc/pid/stat, field 22. */
function beganAt(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined // no /proc here, or the process ended just now
  }
}
