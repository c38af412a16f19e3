import { createHash, timingSafeEqual } from 'node:crypto'

/** A value that is not shown wherever it is printed. */
export class Secret<T> {
  readonly #value: T
  constructor(value: T) {
    this.#value = value
  }
  /** The value itself. */
  reveal(): T {
    return this.#value
  }
  use<R>(user: (value: T) => R): R {
    return user(this.#value)
  }
  /** Whether it is the same as another value, bare or hidden; the time it takes says nothing of where they differ. */
  equals(other: unknown): boolean {
    return timingSafeEqual(digestOf(this.#value), digestOf(other instanceof Secret ? other.reveal() : other))
  }
  /** One field of the value, hidden as well. */
  pick<K extends keyof T>(field: K): Secret<T[K]> {
    return new Secret(this.#value[field])
  }
  toString(): string {
    return '[redacted]'
  }
  toJSON(): string {
    return '[redacted]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[redacted]'
  }
}

function digestOf(value: unknown): Uint8Array {
  return createHash('sha256')
    .update(value instanceof Uint8Array ? value : `${JSON.stringify(value)}`)
    .digest()
}
