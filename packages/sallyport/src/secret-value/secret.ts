/**
 * A value that does not show itself: printing, joining to a string, JSON, `util.inspect` and spread give `[redacted]` or nothing,
 * `structuredClone` throws. `reveal()` and `use()` are the only ways out, easy to find in a review.
 */
export interface Secret<out T> {
  /** The value itself; of bytes a copy, so that what one caller does to them the next does not see. */
  reveal(): T
  /**
   * Hands over the bare value, and gives what was made of it.
   * @example
   * const stripe = secret.use((key) => new Stripe(key))
   */
  use<R>(user: (value: T) => R): R
  /**
   * Whether the value is the same as another, bare or hidden; the time it takes says nothing of where they differ. Values that are not
   * text or bytes are compared as JSON.
   */
  equals(other: unknown): boolean
  /**
   * One field of the value, hidden as well.
   * @example
   * const password = login.pick('password') // Secret<string>
   */
  pick<K extends keyof T>(field: K): Secret<T[K]>
  toString(): string
  toJSON(): string
}

/** What a secret shows instead of its value. */
export const redacted = '[redacted]'

/** What is compared: a digest of any value, since what is compared in constant time has to be of one length; bytes are no JSON. */
const digest = (value: unknown) =>
  process
    .getBuiltinModule('node:crypto')
    .hash('sha256', value instanceof Uint8Array ? `bytes ${new Uint8Array(value)}` : `${JSON.stringify(value)}`, 'buffer')

/** A replaced `inspect.custom` would be handed the secret by the next `console.log`. */
function withFrozenPrototype<C extends { readonly prototype: object }>(made: C): C {
  Object.freeze(made.prototype)
  return made
}

/** Hides `value`. The type is the interface, so that secrets of two copies of the package are one type. */
export const Secret: new <T>(value: T) => Secret<T> = /* @__PURE__ */ withFrozenPrototype(
  class<T> implements Secret<T> {
    // Nothing looks into a private field: a proxy, a symbol, a getter and a WeakMap each show to some option of util.inspect.
    readonly #value: T
    /** Own, so that deepStrictEqual finds two secrets to differ; and a function, which no clone takes. */
    readonly toJSON = () => redacted

    constructor(value: T) {
      this.#value = value
      Object.freeze(this)
    }

    reveal() {
      const value = this.#value
      return value instanceof Uint8Array ? (new Uint8Array(value) as T) : value
    }

    use<R>(user: (value: T) => R) {
      return user(this.reveal())
    }

    equals(other: unknown) {
      const { reveal } = Object(other) // by its method, so that a secret of another copy of the package counts too
      const bare = typeof reveal === 'function' ? (other as Secret<unknown>).reveal() : other
      return process.getBuiltinModule('node:crypto').timingSafeEqual(digest(this.#value), digest(bare))
    }

    pick<K extends keyof T>(field: K) {
      return new Secret(this.#value[field])
    }

    toString() {
      return redacted
    }

    [Symbol.for('nodejs.util.inspect.custom')]() {
      return redacted
    }
  },
)
