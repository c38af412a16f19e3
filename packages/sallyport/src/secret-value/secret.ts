/**
 * A value that does not show itself: printing, joining to a string, JSON, `util.inspect` and spread give `[redacted]` or nothing,
 * `structuredClone` throws. `reveal()` is the only way out, easy to find in a review.
 */
export interface Secret<out T> {
  /** The value itself; of bytes a copy, so that what one caller does to them the next does not see. */
  reveal(): T
  toString(): string
  toJSON(): string
}

/** What a secret shows instead of its value. */
export const redacted = '[redacted]'

const show = () => redacted

/** Hides `value`. The type is the interface, so that secrets of two copies of the package are one type. */
export const Secret = hidden as unknown as new <T>(value: T) => Secret<T> // a function that gives an object may be called with `new`

/** The value is in a closure, which nothing looks into; and a function is what no clone takes, and differs from secret to secret. */
function hidden<T>(value: T): Secret<T> {
  // Frozen, because a replaced `inspect.custom` would be handed the secret by the next `console.log`.
  return Object.freeze({
    reveal: () => (value instanceof Uint8Array ? (new Uint8Array(value) as T) : value),
    toString: show,
    toJSON: show,
    [Symbol.toPrimitive]: show,
    [Symbol.for('nodejs.util.inspect.custom')]: show,
  })
}
