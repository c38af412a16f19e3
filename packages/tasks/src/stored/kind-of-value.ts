import { jsonMembers } from './json-members.ts'

/** What may be said of a value without showing it. */
export interface KindOfValue {
  readonly form: 'text' | 'json' | 'binary'
  readonly bytes: number
  readonly characters?: number
  readonly lines?: number
  /** Names of the members of a JSON object. */
  readonly fields?: string[]
}

export function kindOfValue(bytes: Uint8Array, isBinary: boolean): KindOfValue {
  const text = isBinary ? undefined : utf8(bytes)
  if (text === undefined) return { form: 'binary', bytes: bytes.length }
  const counted = { bytes: bytes.length, characters: [...text].length, lines: text.replace(/\n$/, '').split('\n').length }
  const members = jsonMembers(text)
  return members === undefined
    ? { form: 'text', ...counted }
    : { form: 'json', ...counted, fields: [...new Set(members.map(({ name }) => name))] }
}

/** `bytes` as text, or `undefined` for what is none. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) // ignoring the mark keeps it, byte for byte
  } catch {
    return undefined
  }
}
