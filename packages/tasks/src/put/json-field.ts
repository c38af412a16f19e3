/** Why one field of a stored JSON text cannot be changed alone. */
export type FieldRefusal = 'notAnObject' | 'fieldTwice'

/**
 * `text`, a JSON object, with one field set and every other byte as it was: order, blanks and numbers that JavaScript would round.
 */
export function withField(text: string, field: string, value: string): { text: string } | { refused: FieldRefusal } {
  const members = membersOf(text)
  if (members === undefined) return { refused: 'notAnObject' }
  const places = members.filter((member) => member.name === field)
  const [place, another] = places
  if (another !== undefined) return { refused: 'fieldTwice' }
  if (place !== undefined) return { text: text.slice(0, place.start) + JSON.stringify(value) + text.slice(place.end) }
  const end = members.at(-1)?.end ?? text.indexOf('{') + 1
  return {
    text: `${text.slice(0, end)}${members.length === 0 ? '' : ','}${JSON.stringify(field)}:${JSON.stringify(value)}${text.slice(end)}`,
  }
}

/** A member of the outermost object; `start` and `end` are those of its value in the text. */
interface Member {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** A string, or one of the characters that give a JSON text its shape. The text has been parsed before, so that no other case is left. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

function membersOf(text: string): Member[] | undefined {
  if (!isJsonObject(text)) return undefined
  const members: Member[] = []
  let depth = 0
  let name: string | undefined
  let start = 0
  for (const { 0: found, index } of text.matchAll(token)) {
    const endsMember = (found === ',' && depth === 1) || (found === '}' && depth === 1)
    if (found === ':' && depth === 1) start = index + 1
    else if (endsMember && name !== undefined) {
      members.push({ name, ...trimmed(text, start, index) })
      name = undefined
    } else if (depth === 1 && name === undefined && found.startsWith('"')) name = String(JSON.parse(found))
    if (found === '{' || found === '[') depth += 1
    if (found === '}' || found === ']') depth -= 1
  }
  return members
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const value = text.slice(start, end)
  return { start: start + value.length - value.trimStart().length, end: start + value.trimEnd().length }
}

function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  } catch {
    return false // the parser's own message repeats what it read
  }
}
