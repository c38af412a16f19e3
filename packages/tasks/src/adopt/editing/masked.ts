import { knownKeys } from '../finding/known-keys.ts'

const mask = '[value]'

/** A text in which no value stands, in any of the forms that source code and templates have for it. */
export function masked(text: string, values: readonly string[]): string {
  const forms = [...new Set(values.flatMap(formsOf))].sort((one, other) => other.length - one.length)
  const hidden = forms.reduce((rest, form) => rest.replaceAll(form, mask), text)
  // others that stand near by
  return knownKeys.reduce((rest, { pattern }) => rest.replace(new RegExp(pattern.source, 'g'), mask), hidden)
}

function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  const lines = value.split(/\r?\n/).map((line) => line.trim())
  const all = [
    value,
    json,
    value.replaceAll("'", "''"),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
    ...(lines.length > 1 ? lines : []),
  ]
  // fewer characters stand in many words: they are hidden where they are a whole quoted text
  return all.filter((form) => form !== '').flatMap((form) => (form.length >= minLength ? form : [`'${form}'`, `"${form}"`, `\`${form}\``]))
}

const minLength = 4
