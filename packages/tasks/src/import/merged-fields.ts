import { type FieldRefusal, withMember } from '../put/json-field.ts'
import { jsonMembers } from '../stored/json-members.ts'
import type { ImportedEntry } from './imported-entries.ts'

interface Merged {
  readonly text: string
  /** Fields that stand there and not in the file. */
  readonly keptFields: readonly string[]
}

/** A stored JSON object with the fields of a file, and every other byte as it was, as `put` changes one of them. */
export function mergedFields(present: string, entries: readonly ImportedEntry[]): Merged | { refused: FieldRefusal; field: string } {
  let text = present
  for (const { key: field, value, isJson } of entries) {
    const changed = withMember(text, field, isJson ? value : JSON.stringify(value))
    if ('refused' in changed) return { ...changed, field }
    text = changed.text
  }
  const names = new Set((jsonMembers(present) ?? []).map(({ name }) => name))
  return { text, keptFields: [...names].filter((name) => !entries.some(({ key }) => key === name)) }
}
