import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The forms a value takes on its way into files and logs, by name, each as the bytes to look for. */
export function encodedForms(value: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(value)
  const forms = new Map<string, Buffer>([
    ['raw', bytes],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['hex in capitals', Buffer.from(bytes.toString('hex').toUpperCase())],
    ['percent', Buffer.from(encodeURIComponent(value))],
    ['percent, every byte', Buffer.from(bytes.toString('hex').replace(/../g, (pair) => `%${pair.toUpperCase()}`))],
    ['JSON', Buffer.from(JSON.stringify(value).slice(1, -1))],
    [
      'JSON, every character',
      Buffer.from([...value].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')),
    ],
    ['UTF-16, little end first', Buffer.from(value, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(value, 'utf16le').swap16()],
  ])
  for (const offset of [0, 1, 2]) {
    forms.set(`base64 at offset ${offset}`, Buffer.from(base64Inside(bytes, offset, 'base64')))
    forms.set(`base64url at offset ${offset}`, Buffer.from(base64Inside(bytes, offset, 'base64url')))
  }
  return forms
}

/** The characters of base64 that `bytes` alone decides when it begins at `offset` modulo 3 of a longer text. */
function base64Inside(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString(encoding)
    .replace(/=+$/, '')
  const first = Math.ceil((offset * 8) / 6)
  const last = Math.floor(((offset + bytes.length) * 8) / 6)
  return text.slice(first, last)
}

/** Where `value` stands in any form in `haystack`: the names of the forms found. */
export function formsIn(haystack: Buffer, forms: ReadonlyMap<string, Buffer>): string[] {
  return [...forms].filter(([, form]) => haystack.includes(form)).map(([name]) => name)
}

/** Looks through every byte of every file below `folder`. */
export function filesHolding(folder: string, forms: ReadonlyMap<string, Buffer>): { searched: number; bytes: number; found: string[] } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
  const contents = files.map((file) => ({ file, content: readFileSync(file) }))
  return {
    searched: files.length,
    bytes: contents.reduce((sum, { content }) => sum + content.length, 0),
    found: contents.flatMap(({ file, content }) => formsIn(content, forms).map((form) => `${file} (${form})`)),
  }
}
