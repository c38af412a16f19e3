import { badValue } from '../secret-value/bad-value.ts'

/** The text fields of a stored JSON object, in the order asked for. Nothing of the value gets into an error, the parser's neither. */
export function storedFields(stored: string, fields: readonly string[], secret: string): string[] {
  let object: unknown
  try {
    object = JSON.parse(stored)
  } catch {
    throw badValue(secret, 'is not JSON') // the parser's message quotes what it cannot parse
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) throw badValue(secret, 'is not a JSON object')
  const valueByField = new Map<string, unknown>(Object.entries(object))
  return fields.map((field) => {
    const value = valueByField.get(field)
    if (typeof value === 'string' && value !== '') return value
    throw badValue(secret, value === undefined ? `has no field ${field}` : `has no text in its field ${field}`)
  })
}
