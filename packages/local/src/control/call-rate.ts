/**
 * Whether calls come faster than `perSecond`: a bucket of `burst` tokens (at least one), filled evenly, so that after a quiet time as many
 * may come at once. Source: Amazon EC2 Developer Guide, "Throttling limits for Amazon EC2 API requests", token bucket.
 */
export class CallRate {
  readonly #perSecond: number
  readonly #capacity: number
  readonly #nowMs: () => number
  #tokens: number
  #filledAtMs: number

  constructor(perSecond: number, burst: number, nowMs: () => number) {
    this.#perSecond = perSecond
    this.#capacity = Math.max(1, burst)
    this.#nowMs = nowMs
    this.#tokens = this.#capacity
    this.#filledAtMs = nowMs()
  }

  /** Counts a call, and says whether it is one too many. */
  isExceeded(): boolean {
    const nowMs = this.#nowMs()
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * this.#perSecond)
    this.#filledAtMs = nowMs
    if (this.#tokens < 1) return true
    this.#tokens--
    return false
  }
}
