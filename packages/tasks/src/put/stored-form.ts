import { TaskError } from '../task-error.ts'

/** Kinds whose value `put` can check. Each one's stored form is what the AWS console's own rows would store. */
export const kinds = ['text', 'apiKey', 'login'] as const

/** What a value is: a text, an API key that goes into a header, or a login of user name and password. */
export type Kind = (typeof kinds)[number]

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
  if (text === '') throw refusal('is empty', 'nothing was stored')
  return { text, droppedNewline: text !== given, fields: checks[kind](text) }
}

function decoded(value: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value) // ignoring the mark keeps it, byte for byte
  } catch {
    throw refusal('is not UTF-8 text', 'store it as text, for instance in base64')
  }
  if (text.includes('\0')) throw refusal('holds a NUL character', 'look at the file or the pipe that it comes from')
  return text
}

const checks: Readonly<Record<Kind, (text: string) => readonly string[] | undefined>> = {
  text: () => undefined,
  apiKey: (text) => {
    if (/[^\x20-\x7e]/.test(text)) {
      throw refusal(
        'holds a line break, a control character or one outside ASCII, which no header can carry',
        'use `kind` text if that is meant',
      )
    }
    if (text !== text.trim()) throw refusal('begins or ends with a blank, which a header loses', 'use `kind` text if that is meant')
    return undefined
  },
  login: (text) => {
    const login = jsonObject(text)
    const members = login === undefined ? [] : Object.entries(login)
    if (members.length !== 2 || !members.every(([, member]) => typeof member === 'string' && member !== '')) {
      throw refusal('is not a login', 'give JSON of two texts, {"username": "…", "password": "…"}')
    }
    return members.map(([name]) => name)
  },
}

function jsonObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined // the parser's own message repeats what it read
  }
}

function refusal(what: string, next: string): TaskError {
  return new TaskError('BAD_VALUE', { message: `the value ${what}: ${next}` })
}
