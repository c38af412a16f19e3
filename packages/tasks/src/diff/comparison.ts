import { timingSafeEqual } from 'node:crypto'
import { jsonMembers } from '../stored/json-members.ts'
import { utf8 } from '../stored/kind-of-value.ts'
import type { StoredSecret } from '../stored/stored-value.ts'

/** `neither`: declared, and stored in none of the two. */
export const comparisonStates = ['same', 'differs', 'onlyFrom', 'onlyTo', 'neither'] as const

export type ComparisonState = (typeof comparisonStates)[number]

export interface Comparison {
  readonly state: ComparisonState
  readonly fields?: { name: string; state: ComparisonState }[]
}

type Side = Pick<StoredSecret, 'bytes' | 'isBinary'> | undefined

/** Compares two values, by the fields where both are JSON objects. */
export function comparison(from: Side, to: Side): Comparison {
  if (from === undefined || to === undefined) return { state: presence(from, to) }
  if (from.isBinary === to.isBinary && areEqual(from.bytes, to.bytes)) return { state: 'same' }
  const [fieldsFrom, fieldsTo] = [fieldsOf(from), fieldsOf(to)]
  if (fieldsFrom === undefined || fieldsTo === undefined) return { state: 'differs' }
  const fields = [...new Set([...fieldsFrom.keys(), ...fieldsTo.keys()])].sort().map((name) => {
    const [left, right] = [fieldsFrom.get(name), fieldsTo.get(name)]
    return {
      name,
      state: left === undefined || right === undefined ? presence(left, right) : left === right ? ('same' as const) : ('differs' as const),
    }
  })
  // the same members in another order, or with other blanks, are the same secret to whoever reads them
  return fields.every((each) => each.state === 'same') ? { state: 'same' } : { state: 'differs', fields }
}

function presence(from: unknown, to: unknown): ComparisonState {
  if (from === undefined) return to === undefined ? 'neither' : 'onlyTo'
  return to === undefined ? 'onlyFrom' : 'same'
}

/** Of each field the JSON that stands there, in one spelling. */
function fieldsOf({ bytes, isBinary }: NonNullable<Side>): Map<string, string> | undefined {
  const text = isBinary ? undefined : utf8(bytes)
  const members = text === undefined ? undefined : jsonMembers(text)
  if (text === undefined || members === undefined) return undefined
  return new Map(members.map(({ name, start, end }) => [name, spelling(text.slice(start, end))]))
}

function spelling(json: string): string {
  // numbers are left as they are written: JavaScript would round large ones, and call two different ones the same
  return json.startsWith('"') ? JSON.stringify(JSON.parse(json)) : json
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
