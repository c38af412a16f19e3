/** Bytes of opened values kept in memory. */
const defaultLimitBytes = 16 * 1024 * 1024

/** Opened values by name, the longest unused dropped first. */
export class ValueCache {
  readonly #values = new Map<string, Uint8Array>()
  readonly #limitBytes: number
  #bytes = 0

  constructor(limitBytes: number = defaultLimitBytes) {
    this.#limitBytes = limitBytes
  }

  get(name: string): Uint8Array | undefined {
    const value = this.#values.get(name)
    if (value === undefined) return undefined
    this.#values.delete(name) // a Map keeps the order of insertion: the first is the longest unused
    this.#values.set(name, value)
    return value
  }

  set(name: string, value: Uint8Array): void {
    this.drop(name)
    if (value.length > this.#limitBytes) return
    this.#values.set(name, value)
    this.#bytes += value.length
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= this.#limitBytes) break
      this.drop(oldest)
    }
  }

  drop(name: string): void {
    this.#bytes -= this.#values.get(name)?.length ?? 0
    this.#values.delete(name)
  }

  clear(): void {
    this.#values.clear()
    this.#bytes = 0
  }
}
