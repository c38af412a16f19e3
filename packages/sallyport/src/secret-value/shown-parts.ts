/** One thing of those that a log may show of another. */
export interface Part {
  /** Where it is; of what is in a Map or a Set, its number. */
  readonly key: PropertyKey
  readonly value: unknown
  readonly isEnumerable: boolean
}

/** What a log may show of a thing. */
export interface Shown {
  /** Its own properties, whatever they are. */
  readonly parts: readonly Part[]
  /** What it gives to `JSON.stringify` or `util.inspect` in place of its properties (a URL, Headers, a class with a `toJSON`). */
  readonly words: readonly Part[]
  /** What it holds when it is bytes of some kind. */
  readonly bytes?: Buffer | undefined
}

/** Parts looked at in one error: what an HTTP client hangs on its errors has no end otherwise. */
const mostParts = 20_000

/** Of an error these are shown wherever they are, on its class too. */
const ofErrors = ['name', 'message', 'stack', 'cause', 'errors']

const inspectOwn = Symbol.for('nodejs.util.inspect.custom')

/** All that hangs on a thing, the nearest first; what cannot be looked at is not among it. */
export function allShown(thing: unknown): Map<object, Shown> {
  const shown = new Map<object, Shown>()
  const found = new Set(isThing(thing) ? [thing] : [])
  let count = 0
  for (const each of found) {
    if (count > mostParts) break
    const one = tried(() => shownOf(each))
    if (one === undefined) continue
    shown.set(each, one)
    count += 1 + one.parts.length
    for (const { value } of one.parts) if (isThing(value)) found.add(value)
    for (const { value } of one.words) if (isThing(value)) found.add(value)
  }
  return shown
}

export const isThing = (value: unknown): value is object => (typeof value === 'object' && value !== null) || typeof value === 'function'

/** Errors of another realm, such as a test runner's, are no `instanceof Error`, and Lambda's runtime logs them as errors all the same. */
export const isError = (thing: object): thing is Error =>
  thing instanceof Error || Object.prototype.toString.call(thing) === '[object Error]'

function shownOf(thing: object): Shown {
  const bytes = bytesOf(thing)
  if (bytes) return { parts: [], words: [], bytes }
  if (thing instanceof Map) return { parts: [...thing].flat().map(member), words: [] }
  if (thing instanceof Set) return { parts: [...thing].map(member), words: [] }
  // Symbols and what is not enumerable too: got has its options under a symbol, and `util.inspect` can show them.
  const own = typeof thing === 'function' ? Object.keys(thing) : Reflect.ownKeys(thing)
  const keys = isError(thing) ? [...new Set([...ofErrors, ...own])] : Array.isArray(thing) ? own.filter((key) => key !== 'length') : own
  return { parts: keys.map((key) => partOf(thing, key)), words: wordsOf(thing) }
}

const member = (value: unknown, key: number): Part => ({ key, value, isEnumerable: true })

const partOf = (thing: object, key: PropertyKey): Part => ({
  key,
  value: tried(() => Reflect.get(thing, key)),
  isEnumerable: Object.prototype.propertyIsEnumerable.call(thing, key),
})

function wordsOf(thing: object): Part[] {
  const { toJSON, [inspectOwn]: custom } = thing as { toJSON?: unknown; [inspectOwn]?: unknown } // where it has them
  const words: Part[] = []
  const says = (key: PropertyKey, value: unknown) => {
    if (value !== undefined && value !== thing) words.push({ key, value, isEnumerable: false })
  }
  if (typeof toJSON === 'function')
    says(
      'toJSON',
      tried(() => toJSON.call(thing, '')),
    )
  if (typeof custom === 'function' || thing instanceof Promise || thing instanceof String) {
    const { inspect } = process.getBuiltinModule('node:util')
    says(
      inspectOwn,
      tried(() => inspect(thing, { depth: 8, breakLength: Number.POSITIVE_INFINITY })),
    )
  }
  return words
}

function bytesOf(thing: object): Buffer | undefined {
  if (ArrayBuffer.isView(thing)) return Buffer.from(thing.buffer, thing.byteOffset, thing.byteLength)
  return thing instanceof ArrayBuffer || thing instanceof SharedArrayBuffer ? Buffer.from(thing) : undefined
}

/** What throws when it is looked at gives nothing to a log either. */
function tried<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
