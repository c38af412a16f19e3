import { TaskError } from '../task-error.ts'
import { jsonMembers } from './json-members.ts'

/**
 * One field of a stored JSON object: a text as it is, anything else as JSON writes it there.
 * @throws TaskError `BAD_VALUE`, `NOT_FOUND`, without a part of the value
 */
export function fieldOf(text: string, field: string, called: string): string {
  const members = jsonMembers(text)
  if (members === undefined) throw new TaskError('BAD_VALUE', { message: `${called} does not hold a JSON object: leave \`field\` out` })
  const [member, another] = members.filter(({ name }) => name === field)
  if (another !== undefined) throw new TaskError('BAD_VALUE', { message: `${called} holds the field ${field} twice: put it again` })
  if (member === undefined) {
    const known = members.map(({ name }) => name).join(', ')
    throw new TaskError('NOT_FOUND', { message: `${called} does not hold a field ${field}: give one of ${known || 'none, it is empty'}` })
  }
  const written = text.slice(member.start, member.end)
  return written.startsWith('"') ? String(JSON.parse(written)) : written
}
