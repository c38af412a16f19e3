/** Dates that AWS's wire forms and ISO 8601's four digits of a year can say. */
const earliestMs = 0
const latestMs = Date.UTC(9999, 11, 31, 23, 59, 59)

/**
 * The clock of ages and deletion dates, which a test can move. It goes on from where it was set, and is kept nowhere: a restart has the
 * real one again. Signatures, sessions and processes of functions never ask it.
 */
export class TestClock {
  readonly #real: () => Date
  #aheadMs = 0

  /** @param real what it shows until it is moved */
  constructor(real: () => Date) {
    this.#real = real
  }

  readonly now = (): Date => new Date(this.#real().getTime() + this.#aheadMs)

  get aheadMs(): number {
    return this.#aheadMs
  }

  /** False, and nothing is moved, for a date that is not between 1970 and 9999. */
  moveTo(timeMs: number): boolean {
    if (!(timeMs >= earliestMs && timeMs <= latestMs)) return false
    this.#aheadMs = Math.round(timeMs) - this.#real().getTime()
    return true
  }

  reset(): void {
    this.#aheadMs = 0
  }
}
