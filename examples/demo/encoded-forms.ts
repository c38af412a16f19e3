import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The ways a value can lie about without being seen: name of the form → the bytes to look for. */
export function encodedForms(value: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(value)
  const forms = new Map<string, Buffer>([
    ['raw', bytes],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
    ['percent', Buffer.from(encodeURIComponent(value))],
    ['percent of every byte', Buffer.from([...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''))],
    ['JSON', Buffer.from(JSON.stringify(value).slice(1, -1))],
    ['JSON in JSON', Buffer.from(JSON.stringify(JSON.stringify(value)).slice(3, -3))],
    ['JSON, every character', Buffer.from([...value].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''))],
    ['UTF-16LE', Buffer.from(value, 'utf16le')],
    ['UTF-16BE', Buffer.from(value, 'utf16le').swap16()],
  ])
  for (const offset of [0, 1, 2]) {
    forms.set(`base64 at ${offset}`, base64Within(bytes, offset, 'base64'))
    forms.set(`base64url at ${offset}`, base64Within(bytes, offset, 'base64url'))
  }
  return forms
}

/** The characters of base64 that depend on the value alone, when `offset` bytes (of every three) stand before it. */
function base64Within(bytes: Buffer, offset: number, encoding: 'base64' | 'base64url'): Buffer {
  const before = [0, 2, 3][offset] ?? 0
  const whole = Math.floor(((offset + bytes.length) * 8) / 6)
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(encoding)
  return Buffer.from(text.slice(before, whole))
}

export interface Found {
  readonly file: string
  readonly form: string
}

/** Every file under the folders that holds the value in any form. */
export function filesHolding(value: string, folders: readonly string[]): readonly Found[] {
  const forms = [...encodedForms(value)]
  return folders
    .flatMap((folder) => filesUnder(folder))
    .flatMap((file) => {
      const content = contentOf(file)
      return forms.filter(([, form]) => content.includes(form)).map(([form]) => ({ file, form }))
    })
}

/** The forms in which a text holds the value. */
export function formsIn(text: string | Uint8Array, value: string): readonly string[] {
  const content = Buffer.from(text)
  return [...encodedForms(value)].filter(([, form]) => content.includes(form)).map(([form]) => form)
}

/** Every file under a folder. */
export function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if (isGone(error)) return [] // another process's temporary folder, removed meanwhile
    throw error
  }
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if (isGone(error)) return Buffer.alloc(0)
    throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')
}
