import { redacted } from './secret.ts'
import type { Stored } from './stored-reading.ts'
import { valuePattern } from './value-forms.ts'

/** Things looked at in one error: what an HTTP client hangs on its errors has no end otherwise. */
const mostThings = 20_000

/**
 * An error without any of what is stored in what Lambda's runtime logs of it: message, stack and enumerable properties, at any depth,
 * causes included. An error is changed in place, so that it stays what it is; what else holds a value is replaced by a copy, since it
 * may be in use elsewhere (a client's own configuration).
 */
export function withoutValues(error: unknown, stored: readonly Stored[]): unknown {
  const pattern = valuePattern(stored)
  if (pattern === undefined) return error
  const clean = (text: string) => text.replace(pattern, redacted)
  if (!holdsAny(error, (text) => clean(text) !== text)) return error

  const after = new Map<object, unknown>()

  function cleaned(thing: unknown): unknown {
    if (typeof thing === 'string') return clean(thing)
    if (typeof thing !== 'object' || thing === null) return thing
    if (after.has(thing)) return after.get(thing)
    if (after.size >= mostThings) return redacted
    if (thing instanceof Error) return cleanedError(thing)
    if (thing instanceof Uint8Array) return Buffer.from(clean(Buffer.from(thing).toString('latin1')), 'latin1')
    if (thing instanceof Map)
      return filled(thing, new Map(), (copy) => {
        for (const [key, value] of thing) copy.set(cleaned(key), cleaned(value))
      })
    if (thing instanceof Set)
      return filled(thing, new Set(), (copy) => {
        for (const value of thing) copy.add(cleaned(value))
      })
    return filled<Record<string, unknown>>(thing, Array.isArray(thing) ? ([] as never) : {}, (copy) => {
      for (const key of Object.keys(thing)) copy[clean(key)] = cleaned(valueAt(thing, key))
    })
  }

  /** The copy is known before it is filled: what leads back to the original in a circle then leads to the copy. */
  function filled<C extends object>(thing: object, copy: C, fill: (copy: C) => void): C {
    after.set(thing, copy)
    fill(copy)
    return copy
  }

  function cleanedError(thing: Error): Error {
    after.set(thing, thing)
    for (const key of new Set(['message', 'stack', 'cause', 'errors', ...Object.keys(thing)])) {
      const value = valueAt(thing, key)
      const changed = cleaned(value)
      if (changed === value) continue
      const enumerable = Object.getOwnPropertyDescriptor(thing, key)?.enumerable ?? false
      const descriptor = { value: changed, enumerable, configurable: true, writable: true }
      if (!Reflect.defineProperty(thing, key, descriptor)) return filled(thing, substitute(thing), () => undefined)
    }
    return thing
  }

  /** In place of an error that is frozen: its name, and its message and stack without the values. */
  const substitute = ({ name, message, stack }: Error) =>
    Object.assign(new Error(clean(message)), { name: clean(name), stack: clean(stack ?? '') })

  return cleaned(error)
}

/** Whether a text in `thing`, or in anything that hangs on it, is one that `isHit` knows. */
function holdsAny(thing: unknown, isHit: (text: string) => boolean): boolean {
  const found = new Set<unknown>([thing])
  for (const each of found) {
    if (typeof each === 'string' ? isHit(each) : each instanceof Uint8Array && isHit(Buffer.from(each).toString('latin1'))) return true
    if (typeof each !== 'object' || each === null || each instanceof Uint8Array) continue
    if (found.size > mostThings) return true // too much to look at all of it: cleaning stops there as well
    const keys = each instanceof Error ? ['message', 'stack', 'cause', 'errors', ...Object.keys(each)] : Object.keys(each)
    for (const key of keys) found.add(key).add(valueAt(each, key))
    if (each instanceof Map || each instanceof Set) for (const one of [...each].flat()) found.add(one)
  }
  return false
}

function valueAt(thing: object, key: string): unknown {
  try {
    return Reflect.get(thing, key)
  } catch {
    return undefined // a getter that throws gives nothing to a log either
  }
}
