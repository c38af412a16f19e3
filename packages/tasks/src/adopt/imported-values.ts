import { importedEntries } from '../import/imported-entries.ts'

/**
 * The values of a dotenv or JSON file, by their keys.
 * @throws TaskError `BAD_VALUE`, with the line, never with a value
 */
export function importedValues(content: Uint8Array): Record<string, Uint8Array<ArrayBuffer>> {
  return Object.fromEntries(importedEntries(content).entries.map(({ key, value }) => [key, Buffer.from(value)]))
}
