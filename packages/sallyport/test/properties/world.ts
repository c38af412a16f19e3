import { Broken, type Pending } from './judge.ts'
import type { manualTimers } from './manual-timers.ts'

/** What a story and its AWS share: time, order, the calls that wait, and the first rule that was broken. */
export function worldOf(timers: ReturnType<typeof manualTimers>) {
  let broken: unknown
  return {
    timers,
    /** The wall clock, which the story moves on and back. */
    wall: 1_000_000_000,
    /** Counts what happens, since the clock goes back. */
    order: 1,
    /** Order of the beginning of this step. */
    tick: 0,
    pending: new Set<Pending>(),
    /** Old values told of by events, and not found to be given yet. */
    staleServes: 0,
    /** What breaks a rule inside the cache's own calls is told by the story, and not to the cache. */
    judged(judge: () => void) {
      try {
        judge()
      } catch (error) {
        broken ??= error
      }
    },
    /** @throws Broken with the first rule that was broken */
    tell(unhandled: readonly unknown[]) {
      if (unhandled.length > 0) throw new Broken(`an unhandled rejection: ${unhandled[0]}`)
      if (broken) throw broken
    },
  }
}

export type World = ReturnType<typeof worldOf>
