import { jsonMembers } from '../stored/json-members.ts'
import { type Form, refusedValue } from './form.ts'

/** A JSON value; which one is right is known to the declaration's own schema alone. */
export const json: Form = {
  label: 'JSON',
  purpose: 'several values in one, checked by a schema of your own',
  stored: 'json',
  takesSchema: true,
  check(value) {
    if (!isJson(value)) throw refusedValue('is not JSON', 'look at it with a JSON tool, or use `kind` text if that is meant')
    const names = jsonMembers(value)?.map(({ name }) => name)
    // which of the two a reader gets, JSON does not say (RFC 8259, section 4)
    if (names !== undefined && new Set(names).size < names.length) throw refusedValue('holds a field twice', 'leave one of the two out')
    return names
  },
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // the parser's own message repeats what it read
  }
}
