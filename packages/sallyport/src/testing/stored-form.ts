import type { Declaration } from '../handle.ts'
import { storedForms } from '../kinds/stored-forms.ts'
import { parsedJson } from '../parsed-json.ts'
import type { Stored } from '../secret-value/stored-reading.ts'

/** `value` as its kind has it stored; a value that is one field of a JSON object goes into `before`, whose other fields stay. */
export function storedForm({ kind, options }: Declaration, value: unknown, before: Stored | undefined): Stored {
  const { field } = options
  if (typeof field === 'string') return JSON.stringify({ ...fieldsOf(before), [field]: value })
  return formOf(kind).stored(value, options)
}

/** The text that a request carries for what is stored: the key itself, or what its kind makes of several fields. */
export function credentialIn({ kind, options }: Declaration, stored: Stored): string | undefined {
  const fields = fieldsOf(stored)
  if (typeof options['field'] === 'string') return textOf(fields[options['field']])
  const { credential } = formOf(kind)
  return credential === undefined ? textOf(stored) : credential(fields, options)
}

function formOf(kind: string) {
  const form = storedForms[kind]
  if (form === undefined) throw new Error(`the kind ${kind} is of another version of sallyport than sallyport/testing: use one version`)
  return form
}

const fieldsOf = (stored: Stored | undefined) => (typeof stored === 'string' ? (parsedJson(stored) ?? {}) : {})

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
