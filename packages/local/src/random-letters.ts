import { randomInt } from 'node:crypto'

/** The letters of RFC 4648, section 6, in which AWS writes unique identifiers. */
export const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const lowerCaseBase32 = base32.toLowerCase()

/** Letters of an alphabet, each as likely as any other. */
export function randomLetters(count: number, alphabet: string): string {
  let letters = ''
  while (letters.length < count) letters += alphabet.charAt(randomInt(alphabet.length))
  return letters
}
