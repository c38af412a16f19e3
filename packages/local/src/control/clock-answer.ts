import type { TestClock } from './test-clock.ts'

/** What each control of the clock answers: the time by it, and how far that is ahead of the clock it was moved from. */
export function clockAnswer(clock: TestClock): { now: string; aheadSeconds: number } {
  return { now: clock.now().toISOString(), aheadSeconds: clock.aheadMs / 1000 }
}
