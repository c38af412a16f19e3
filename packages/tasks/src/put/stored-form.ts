import { refusedValue } from '../forms/form.ts'
import { forms, type Kind } from '../forms/forms.ts'

/** What is stored for a given value. */
export interface StoredForm {
  readonly text: string
  /** Whether the newline that ended the value was left out. */
  readonly droppedNewline: boolean
  /** Names of the members of a JSON value, which are no secret. */
  readonly fields: readonly string[] | undefined
}

/**
 * The text to store for what was typed, piped or read from a file.
 * @throws TaskError `BAD_VALUE`, without a part of the value
 */
export function storedForm(value: Uint8Array, kind: Kind, { keepNewline = false } = {}): StoredForm {
  const given = decoded(value)
  const text = keepNewline ? given : given.replace(/\r?\n$/, '')
  if (text === '') throw refusedValue('is empty', 'nothing was stored')
  return { text, droppedNewline: text !== given, fields: forms[kind].check(text) }
}

function decoded(value: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value) // ignoring the mark keeps it, byte for byte
  } catch {
    throw refusedValue('is not UTF-8 text', 'store it as text, for instance in base64')
  }
  if (text.includes('\0')) throw refusedValue('holds a NUL character', 'look at the file or the pipe that it comes from')
  return text
}
