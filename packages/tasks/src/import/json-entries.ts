import { jsonMembers } from '../stored/json-members.ts'
import { TaskError } from '../task-error.ts'
import type { Imported } from './imported-entries.ts'

/**
 * The members of a JSON object: texts as they are, objects as the JSON that stands there.
 * @throws TaskError `BAD_VALUE`, without a part of a value
 */
export function jsonEntries(text: string): Imported {
  const members = jsonMembers(text)
  if (members === undefined) throw new TaskError('BAD_VALUE', { message: 'the file is not a JSON object: look at it with a JSON tool' })
  const entries = members.map(({ name: key, start, end }, index) => {
    if (members.findIndex(({ name }) => name === key) !== index)
      throw new TaskError('BAD_VALUE', { message: `key ${key} stands twice in the file: leave one out` })
    const written = text.slice(start, end)
    const line = text.slice(0, start).split('\n').length
    if (written.startsWith('"')) return { key, line, value: String(JSON.parse(written)), isJson: false }
    if (written.startsWith('{')) return { key, line, value: written, isJson: true }
    throw new TaskError('BAD_VALUE', { message: `key ${key} (line ${line}) is neither a text nor an object: write it as a text` })
  })
  return { format: 'json', entries, notes: [] }
}
