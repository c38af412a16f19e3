import { randomBytes, randomInt } from 'node:crypto'
import { base32, randomLetters } from '../random-letters.ts'

/** Characters after the prefix: a key's id has 20 in all, a user's, a role's and a policy's 21. Source: IAM User Guide, "IAM identifiers", unique identifiers. */
const charactersByPrefix = { AKIA: 16, ASIA: 16, AIDA: 17, AROA: 17, ANPA: 17 } as const

/** A unique identifier as IAM writes them. */
export function uniqueId(prefix: keyof typeof charactersByPrefix): string {
  return `${prefix}${randomLetters(charactersByPrefix[prefix], base32)}`
}

/** 40 characters, as AWS's are. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64')
}

/** 12 digits. Source: AWS General Reference, "AWS account identifiers". */
export function newAccountId(): string {
  return String(randomInt(1e11, 1e12))
}
