import { redacted } from './secret.ts'
import { allShown, isError, isThing, type Part, type Shown } from './shown-parts.ts'

/**
 * A thing with each text that it shows cleaned by `clean`. An error is changed in place, so that it stays what it is, and of the rest what
 * holds nothing to clean stays; what does is replaced by a copy, since it may be in use elsewhere (a client's own configuration).
 */
export function cleaned(thing: unknown, clean: (text: string) => string): unknown {
  const shown = allShown(thing)
  const tainted = taintedOf(shown, isHit)
  const instead = new Map<object, unknown>()

  function isHit(value: unknown): boolean {
    if (value === undefined || value === null || isThing(value)) return false
    const text = typeof value === 'symbol' ? `${value.description}` : `${value}`
    return clean(text) !== text
  }

  // What lies beyond the last thing that was looked at may hold anything.
  const isTainted = (value: unknown) => (isThing(value) ? tainted.has(value) || !shown.has(value) : isHit(value))
  const holdsTainted = ({ key, value }: Part) => isHit(key) || isTainted(value)

  function after(value: unknown): unknown {
    if (!isTainted(value)) return value
    if (typeof value === 'symbol') return Symbol(clean(`${value.description}`))
    return isThing(value) ? (instead.get(value) ?? redacted) : clean(`${value}`) // a text or a number, since it is tainted
  }

  // All copies are there before any is filled, so that what goes in a circle leads to the copy.
  const wholes = [...tainted].map((each) => ({ each, ...(shown.get(each) as Shown) })) // what is tainted was looked at
  for (const { each, parts, words, bytes } of wholes) {
    if (bytes) instead.set(each, Buffer.from(clean(bytes.toString('latin1')), 'latin1'))
    else if (isError(each)) instead.set(each, mayChange(each, [...parts, ...words].filter(holdsTainted)) ? each : substituteFor(each))
    else if (!words.some(holdsTainted) && typeof each !== 'function') instead.set(each, shellOf(each))
  }
  for (const { each, words } of wholes) {
    const said = words.find(holdsTainted)
    if (said && !instead.has(each)) instead.set(each, after(said.value))
  }
  for (const { each, parts, words, bytes } of wholes) {
    const copy = instead.get(each)
    if (copy instanceof Map && each instanceof Map) for (const [key, value] of each) copy.set(after(key), after(value))
    else if (copy instanceof Set && each instanceof Set) for (const value of each) copy.add(after(value))
    else if (isError(each))
      fillError(each, copy as Error, parts, words) // made above for an error
    else if (isThing(copy) && !bytes && !words.some(holdsTainted)) for (const part of parts) define(copy, part, after(part.value))
  }
  return after(thing)

  function fillError(error: Error, copy: Error, parts: readonly Part[], words: readonly Part[]): void {
    for (const part of parts) if (copy !== error || holdsTainted(part)) define(copy, part, after(part.value))
    // What its class keeps private and tells all the same is told as it was made of it.
    for (const said of words.filter(holdsTainted)) define(copy, said, () => after(said.value))
  }

  function define(copy: object, { key, isEnumerable }: Part, value: unknown): void {
    const name = after(key) as PropertyKey // a text or a symbol, as it was
    Object.defineProperty(copy, name, { value, enumerable: isEnumerable, configurable: true, writable: true })
  }
}

/** Of all that was looked at what holds a hit, or leads to it. */
function taintedOf(shown: ReadonlyMap<object, Shown>, isHit: (value: unknown) => boolean): Set<object> {
  const tainted = new Set<object>()
  const leadingTo = new Map<object, object[]>()
  for (const [each, { parts, words, bytes }] of shown) {
    if (bytes && isHit(bytes.toString('latin1'))) tainted.add(each)
    for (const { key, value } of [...parts, ...words]) {
      if (isThing(value) && shown.has(value)) leadingTo.set(value, [...(leadingTo.get(value) ?? []), each])
      else if (isThing(value) || isHit(value)) tainted.add(each)
      if (isHit(key)) tainted.add(each)
    }
  }
  for (const each of tainted) for (const leading of leadingTo.get(each) ?? []) tainted.add(leading)
  return tainted
}

function shellOf(thing: object): object {
  if (thing instanceof Map) return new Map()
  if (thing instanceof Set) return new Set()
  return Array.isArray(thing) ? [] : {}
}

const mayChange = (error: Error, parts: readonly Part[]) =>
  parts.every(({ key }) => Object.getOwnPropertyDescriptor(error, key)?.configurable ?? Object.isExtensible(error))

/** For an error that is frozen: one of its class. */
const substituteFor = (error: Error): Error => Object.setPrototypeOf(new Error(), Object.getPrototypeOf(error))
