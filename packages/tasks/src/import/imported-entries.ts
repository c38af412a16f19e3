import { utf8 } from '../stored/kind-of-value.ts'
import { TaskError } from '../task-error.ts'
import { dotenvEntries } from './dotenv-entries.ts'
import { jsonEntries } from './json-entries.ts'

/** A key of an imported file, with its value. */
export interface ImportedEntry {
  readonly key: string
  readonly line?: number
  readonly value: string
  /** Whether the value is a JSON object. */
  readonly isJson: boolean
}

export interface Imported {
  readonly format: 'dotenv' | 'json'
  readonly entries: readonly ImportedEntry[]
  readonly notes: readonly string[]
}

/**
 * What a file holds: JSON when it begins with a brace, which no line of a dotenv file does; otherwise dotenv.
 * @throws TaskError `BAD_VALUE`, with the line, never with a value
 */
export function importedEntries(content: Uint8Array): Imported {
  const text = utf8(content)?.replace(/^\ufeff/, '')
  if (text === undefined)
    throw new TaskError('BAD_VALUE', { message: 'the file is not UTF-8 text: save it as that, or put its values one by one' })
  const imported = /^\s*[{[]/.test(text) ? jsonEntries(text) : dotenvEntries(text)
  if (imported.entries.length === 0)
    throw new TaskError('BAD_VALUE', {
      message: 'the file does not hold a key with a value: give a dotenv file (KEY=value) or a JSON object',
    })
  return imported
}
