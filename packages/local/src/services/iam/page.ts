import { awsError } from '../../aws-error.ts'
import { integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { pageToken, positionIn } from '../page-token.ts'

/** Source: IAM API Reference, "ListRolePolicies", `MaxItems`. */
const defaultMaxItems = 100

/** The members of every operation that lists. */
export const pageInput = {
  Marker: optional(text({ min: 1, max: 320, pattern: /^[ -\u00ff]+$/ })),
  MaxItems: optional(integer({ min: 1, max: 1000 })),
}

interface PageRequest {
  readonly Marker?: string | undefined
  readonly MaxItems?: number | undefined
}

/**
 * The page that is asked for, by name.
 * @throws AwsError `ValidationException` when no page gave the marker
 */
export function pageOf<T>(items: Iterable<T>, nameOf: (item: T) => string, { Marker, MaxItems = defaultMaxItems }: PageRequest) {
  // the last name of the page before: it still holds its place when that item is gone since
  const last = Marker === undefined ? '' : nameIn(Marker)
  const left = [...items].filter((item) => nameOf(item) > last).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const page = left.slice(0, MaxItems)
  const end = left.length > page.length ? page.at(-1) : undefined
  return { page, end: { IsTruncated: end !== undefined, Marker: end === undefined ? undefined : pageToken([nameOf(end)]) } }
}

function nameIn(marker: string): string {
  const [name, ...more] = positionIn(marker) ?? []
  if (typeof name !== 'string' || more.length > 0) {
    throw awsError('ValidationException', 'Invalid Marker: it is not one of an earlier page')
  }
  return name
}
