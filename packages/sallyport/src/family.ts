import { badDeclaration } from './bad-declaration.ts'
import type { Declaration } from './handle.ts'
import type { Place } from './place/place.ts'

/** Secrets of one declaration, whose names differ in `{id}`. */
export interface Family<out H> {
  /**
   * The handle of one member. A thousand are in memory, the last asked for.
   * @throws SallyportError `BAD_DECLARATION` when `id` is not 1 to 256 letters, digits, `_`, `-`, `.` or `@`, or holds `..`
   * @example
   * const answer = await customers.for(event.customerId).fetch('/v1/orders')
   */
  for(id: string): H
  /** The declaration, for tools. */
  readonly '~sallyport': Declaration
}

/** The place of a member: its id leads into no other name. */
export function memberOf(place: Place, id: string): Place {
  if (typeof id === 'string' && /^(\.?[\w@-]){1,256}$/.test(id)) return { ...place, name: place.name?.replaceAll('{id}', id) }
  throw badDeclaration(place.name, 'takes ids of letters, digits, ., @, _ and -')
}
