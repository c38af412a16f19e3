/** A member of the outermost object of a JSON text; `start` and `end` are those of its value in the text. */
export interface JsonMember {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** A string, or one of the characters that give a JSON text its shape. The text has been parsed before, so that no other case is left. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/** The members in the order in which they stand there, a name that stands there twice too; `undefined` for what is no JSON object. */
export function jsonMembers(text: string): JsonMember[] | undefined {
  if (!isJsonObject(text)) return undefined
  const members: JsonMember[] = []
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
