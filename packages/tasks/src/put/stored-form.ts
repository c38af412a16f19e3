import { refusedValue } from '../forms/form.ts'
import { forms, type Kind } from '../forms/forms.ts'
import { utf8 } from '../stored/kind-of-value.ts'

/** What is stored for a given value. */
export interface StoredForm {
  /** Of bytes their base64, which is what a place for text alone holds of them. */
  readonly text: string
  readonly bytes: Uint8Array
  readonly isBinary: boolean
  /** Whether the newline that ended the value was left out. */
  readonly droppedNewline: boolean
  /** Names of the members of a JSON value, which are no secret. */
  readonly fields: readonly string[] | undefined
}

/**
 * What to store for what was typed, piped or read from a file. Text loses the newline that ends it; bytes lose nothing.
 * @throws TaskError `BAD_VALUE`, without a part of the value
 */
export function storedForm(value: Uint8Array, kind: Kind, { keepNewline = false } = {}): StoredForm {
  const form = forms[kind]
  if (form.stored === 'bytes') {
    if (value.length === 0) throw refusedValue('is empty', 'nothing was stored')
    return { text: Buffer.from(value).toString('base64'), bytes: value, isBinary: true, droppedNewline: false, fields: undefined }
  }
  const given = decoded(value)
  const text = keepNewline ? given : given.replace(/\r?\n$/, '')
  if (text === '') throw refusedValue('is empty', 'nothing was stored')
  return { ...storedText(text), droppedNewline: text !== given, fields: form.check(text) }
}

/** A text that is stored as it is. */
export function storedText(text: string): StoredForm {
  return { text, bytes: Buffer.from(text), isBinary: false, droppedNewline: false, fields: undefined }
}

function decoded(value: Uint8Array): string {
  const text = utf8(value)
  if (text === undefined) throw refusedValue('is not UTF-8 text', 'use `kind` binary if bytes are meant')
  if (text.includes('\0'))
    throw refusedValue('holds a NUL character', 'look at where it comes from, or use `kind` binary if bytes are meant')
  return text
}
