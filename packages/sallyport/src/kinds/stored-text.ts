import { badValue } from '../secret-value/bad-value.ts'
import type { Stored } from '../secret-value/stored-reading.ts'

/** What is stored, where it is text. */
export function storedText(stored: Stored, secret: string): string {
  if (typeof stored === 'string') return stored
  throw badValue(secret, 'is not text')
}
