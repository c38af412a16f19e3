interface Timer {
  readonly at: number
  readonly fire: () => void
}

/** Timers that fire when the test says, in the place of the process's own until `restore`: only for a file that runs in a process of its own. */
export function manualTimers() {
  const own = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout }
  const timers = new Map<number, Timer>()
  let nowMs = 0
  let lastId = 0

  const fakes = {
    setTimeout(fire: () => void, ms = 0) {
      // At least a millisecond. Source: Node.js, "Timers", setTimeout.
      timers.set(++lastId, { at: nowMs + Math.max(1, ms), fire })
      return lastId
    },
    clearTimeout: (id: number) => void timers.delete(id),
  }
  Object.assign(globalThis, fakes)

  function firstUntil(endMs: number): number | undefined {
    let first: [number, Timer] | undefined
    for (const each of timers) if (each[1].at <= endMs && (!first || each[1].at < first[1].at)) first = each
    return first?.[0]
  }

  return {
    now: () => nowMs,
    waiting: () => timers.size,
    /** Moves on by `ms`: `at` hears of each time at which something is due, before it fires, and what follows from it is awaited. */
    async pass(ms: number, at: (nowMs: number) => void, settled: () => Promise<void>) {
      const endMs = nowMs + ms
      for (let id = firstUntil(endMs); id !== undefined; id = firstUntil(endMs)) {
        const timer = timers.get(id)
        timers.delete(id)
        nowMs = Math.max(nowMs, timer?.at ?? nowMs)
        at(nowMs)
        timer?.fire()
        await settled()
      }
      nowMs = endMs
      at(nowMs)
    },
    restore: () => void Object.assign(globalThis, own),
  }
}
