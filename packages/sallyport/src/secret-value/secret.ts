/**
 * A value that does not show itself: printing, joining to a string, JSON, `util.inspect` and spread give `[redacted]` or nothing,
 * `structuredClone` throws. `reveal()` is the only way out, easy to find in a review.
 */
export interface Secret<out T> {
  /** The value itself. */
  reveal(): T
  toString(): string
  toJSON(): string
}

/** What a secret shows instead of its value. */
export const redacted = '[redacted]'

class HiddenSecret<T> {
  // A symbol of its own, enumerable: without it `assert.deepStrictEqual` finds two different secrets equal (it does not see
  // private fields) and `structuredClone` gives an empty object in silence; with it the one fails and the other throws.
  readonly id = Symbol()
  readonly #value: T

  constructor(value: T) {
    this.#value = value
    Object.freeze(this)
  }

  reveal(): T {
    return this.#value
  }
}

const show = () => redacted
for (const key of ['toString', 'toJSON', Symbol.toPrimitive, Symbol.for('nodejs.util.inspect.custom')]) {
  Object.defineProperty(HiddenSecret.prototype, key, { value: show })
}
// Frozen, because a replaced `inspect.custom` on the prototype would be handed the secret by the next `console.log`.
Object.freeze(HiddenSecret.prototype)

/** Hides `value`. The type is the interface, so that secrets of two copies of the package are one type. */
// The class has no toString and toJSON that the compiler can see: they are defined, unwritable, just above.
export const Secret = HiddenSecret as unknown as new <T>(value: T) => Secret<T>
