import { randomBytes } from 'node:crypto'
import { base32, randomLetters } from '../random-letters.ts'

/** Characters after the prefix: a key's id has 20 in all, a user's and a role's 21. Source: IAM User Guide, "IAM identifiers", unique identifiers. */
const charactersByPrefix = { AKIA: 16, ASIA: 16, AIDA: 17, AROA: 17 } as const

/** A unique identifier as IAM writes them. */
export function uniqueId(prefix: keyof typeof charactersByPrefix): string {
  return `${prefix}${randomLetters(charactersByPrefix[prefix], base32)}`
}

/** 40 characters, as AWS's are. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64')
}
