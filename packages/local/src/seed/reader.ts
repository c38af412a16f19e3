import { problemAt } from './seed-problem.ts'

/** Reads one place of a seed. @throws SeedProblem */
export type Reader<T> = (value: unknown, at: string) => T

type Readers = Readonly<Record<string, Reader<unknown>>>
type Read<R> = R extends Reader<infer T> ? T : never
type ReadObject<R extends Readers, Required extends keyof R> = { readonly [K in Required]: Read<R[K]> } & {
  readonly [K in Exclude<keyof R, Required>]?: Read<R[K]>
}

/** A text that `fits`, if something is asked of it. */
export function text(fits: RegExp = /(?:)/, what = 'is not a text'): Reader<string> {
  return (value, at) => {
    if (typeof value !== 'string' || !fits.test(value)) throw problemAt(at, what)
    return value
  }
}

export function oneOf<const T extends string>(...known: readonly T[]): Reader<T> {
  return (value, at) => {
    const found = known.find((each) => each === value)
    if (found === undefined) throw problemAt(at, `is not known: give one of ${known.join(', ')}`)
    return found
  }
}

export function wholeNumber(value: unknown, at: string): number {
  if (!Number.isSafeInteger(value)) throw problemAt(at, 'is not a whole number')
  return Number(value)
}

/** Any JSON, as it is. */
export function anything(value: unknown): unknown {
  return value
}

export function listOf<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw problemAt(at, 'is not a list')
    return value.map((each, index) => item(each, `${at}[${index}]`))
  }
}

/** Entries by name, whatever the names are. */
export function byName<T>(entry: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, at) => Object.fromEntries(Object.entries(objectAt(value, at)).map(([name, each]) => [name, entry(each, `${at}.${name}`)]))
}

/** An object of these members and no others, the required ones among them. */
export function object<R extends Readers, Required extends keyof R & string = never>(
  members: R,
  ...required: readonly Required[]
): Reader<ReadObject<R, Required>> {
  return (value, at) => {
    const given = objectAt(value, at)
    const inside = (name: string) => (at === '' ? name : `${at}.${name}`)
    const missing = required.find((name) => !Object.hasOwn(given, name))
    if (missing !== undefined) throw problemAt(inside(missing), 'is missing')
    const read = Object.entries(given).map(([name, each]) => {
      const reader = Object.hasOwn(members, name) ? members[name] : undefined
      if (reader === undefined) throw problemAt(inside(isWord(name) ? name : '…'), `is not known: give ${Object.keys(members).join(', ')}`)
      return [name, reader(each, inside(name))]
    })
    return Object.fromEntries(read) as ReadObject<R, Required> // each member was read by its own reader, and the required ones are there
  }
}

export function objectAt(value: unknown, at: string): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problemAt(at, 'is not an object')
  return value
}

/** A member's name that is shown: a key that was pasted in its place is none. */
function isWord(name: string): boolean {
  return /^[a-z]+([A-Z][a-z]+)*$/.test(name) && name.length <= 20
}
