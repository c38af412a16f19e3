import { jsonMembers } from '../stored/json-members.ts'

/** Why one field of a stored JSON text cannot be changed alone. */
export type FieldRefusal = 'notAnObject' | 'fieldTwice'

/**
 * `text`, a JSON object, with one field set and every other byte as it was: order, blanks and numbers that JavaScript would round.
 */
export function withField(text: string, field: string, value: string): { text: string } | { refused: FieldRefusal } {
  return withMember(text, field, JSON.stringify(value))
}

/** The same for a value that is JSON as it stands. */
export function withMember(text: string, field: string, written: string): { text: string } | { refused: FieldRefusal } {
  const members = jsonMembers(text)
  if (members === undefined) return { refused: 'notAnObject' }
  const places = members.filter((member) => member.name === field)
  const [place, another] = places
  if (another !== undefined) return { refused: 'fieldTwice' }
  if (place !== undefined) return { text: text.slice(0, place.start) + written + text.slice(place.end) }
  const end = members.at(-1)?.end ?? text.indexOf('{') + 1
  return {
    text: `${text.slice(0, end)}${members.length === 0 ? '' : ','}${JSON.stringify(field)}:${written}${text.slice(end)}`,
  }
}
