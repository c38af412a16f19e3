import type { PathSegment, SchemaIssue } from './standard-schema.ts'

/** Paths told of one value: the first say enough. */
const mostPaths = 3
const mostSegments = 8

/**
 * Where a value does not fit its schema, as ` in its field port and users.0.name`; nothing where the whole does not. The validator's own
 * messages quote values and are left out. A segment may be a key of the stored value, which in a record can be the secret itself: only
 * what looks like a name is shown.
 */
export function fieldsOf(issues: readonly SchemaIssue[]): string {
  // Spread, since a library's own lists do not all bear to be sliced.
  const paths = [...issues].slice(0, mostPaths).map(({ path = [] }) => [...path].slice(0, mostSegments).map(shown).join('.'))
  const named = [...new Set(paths)].filter((path) => path !== '')
  return named.length === 0 ? '' : ` in its field ${named.join(' and ')}`
}

function shown(segment: PathSegment): string {
  const key = typeof segment === 'object' ? segment.key : segment
  if (typeof key === 'number') return String(key) // a place in a list
  return typeof key === 'string' && /^[a-z_$][\w$-]{0,63}$/i.test(key) ? key : '…'
}
