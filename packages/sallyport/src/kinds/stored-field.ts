import { badValue } from '../secret-value/bad-value.ts'
import type { Stored } from '../secret-value/stored-reading.ts'
import { storedJson } from './stored-json.ts'

/** The text in a field of the JSON object that is stored. Nothing of the value gets into an error. */
export function storedField(stored: Stored, secret: string, field: string): string {
  const object = storedJson(stored, secret)
  if (typeof object !== 'object' || object === null || Array.isArray(object)) throw badValue(secret, 'is not a JSON object')
  const value: unknown = Object.entries(object).find(([name]) => name === field)?.[1] // its own, not what it inherits
  if (typeof value === 'string' && value !== '') return value
  throw badValue(secret, value === undefined ? `has no field ${field}` : `has no text in its field ${field}`)
}
