import { badValue } from '../secret-value/bad-value.ts'
import type { Stored } from '../secret-value/stored-reading.ts'
import { storedText } from './stored-text.ts'

/** The JSON value that is stored. */
export function storedJson(stored: Stored, secret: string): unknown {
  const text = storedText(stored, secret)
  try {
    return JSON.parse(text)
  } catch {
    throw badValue(secret, 'is not JSON') // the parser's message quotes what it cannot parse
  }
}
