import type { PathSegment, SchemaIssue, SchemaResult } from './standard-schema.ts'

/** Validates a value anew; issues are looked at alone. */
export type Check = (value: unknown) => SchemaResult<unknown> | Promise<SchemaResult<unknown>>

/** Paths told of one value: the first say enough. */
const mostPaths = 3
const mostSegments = 8

/**
 * Where a value does not fit its schema, as ` in its field port and users.0.name`; nothing where the whole does not. The validator's own
 * messages quote values and are left out. A segment may be a key of the stored value, which in a record can be the secret itself: only
 * what the schema itself names is shown.
 */
export async function fieldsOf(issues: readonly SchemaIssue[], value: unknown, check: Check): Promise<string> {
  const paths: string[] = []
  // Spread, since a library's own lists do not all bear to be sliced.
  for (const issue of [...issues].slice(0, mostPaths)) {
    const keys = keysOf(issue).slice(0, mostSegments)
    const shown: string[] = []
    for (const [index, key] of keys.entries()) shown.push((await isOfSchema(keys.slice(0, index), key, value, check)) ? String(key) : '…')
    paths.push(shown.join('.'))
  }
  const named = [...new Set(paths)].filter((path) => path !== '')
  return named.length === 0 ? '' : ` in its field ${named.join(' and ')}`
}

function keysOf({ path = [] }: SchemaIssue): PropertyKey[] {
  return [...path].map((segment: PathSegment) => (typeof segment === 'object' ? segment.key : segment))
}

/**
 * Whether a key is named by the schema, and not by who stored the value: one that looks like a name, and that the schema misses when it
 * is gone, or takes no notice of when it is written a little differently. A record takes the other key as it took the first.
 */
async function isOfSchema(above: readonly PropertyKey[], key: PropertyKey, value: unknown, check: Check): Promise<boolean> {
  if (typeof key === 'number') return true // a place in a list
  if (typeof key !== 'string' || !/^[a-z_$][\w$-]{0,63}$/i.test(key)) return false
  if (await tellsOf([...above, key], copyWith(value, above, key, []), check)) return true
  for (const other of alike(key)) if (await tellsOf([...above, other], copyWith(value, above, key, [other]), check)) return false
  return true
}

/** Keys of the same make, which a record's own pattern would take too. */
function alike(key: string): string[] {
  const last = key.slice(-1)
  const other = /\d/.test(last) ? (last === '0' ? '1' : '0') : last.toLowerCase() === 'a' ? 'b' : 'a'
  return [`${key.slice(0, -1)}${last === last.toUpperCase() ? other.toUpperCase() : other}`, `${key}${last}`, `x${key}`]
}

async function tellsOf(path: readonly PropertyKey[], value: unknown, check: Check): Promise<boolean> {
  const { issues = [] } = await check(value)
  return [...issues].some((issue) => path.every((key, index) => keysOf(issue)[index] === key))
}

/** A copy of a JSON value in which the object at `above` has other keys in the place of `key`. */
function copyWith(value: unknown, above: readonly PropertyKey[], key: string, others: readonly string[]): unknown {
  const copy = structuredClone(value)
  let holder: unknown = copy
  for (const each of above) holder = Reflect.get(Object(holder), each)
  const object = Object(holder)
  const held = Reflect.get(object, key)
  Reflect.deleteProperty(object, key)
  for (const other of others) Reflect.set(object, other, held)
  return copy
}
