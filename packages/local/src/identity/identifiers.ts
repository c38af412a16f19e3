import { randomBytes } from 'node:crypto'
import { base32, randomLetters } from '../random-letters.ts'

/** Prefixes by kind. Source: IAM User Guide, "IAM identifiers", unique identifiers. */
type Prefix = 'AKIA' | 'ASIA' | 'AIDA' | 'AROA'

/** A unique identifier as IAM writes them: 16 characters after its prefix. */
export function uniqueId(prefix: Prefix): string {
  return `${prefix}${randomLetters(16, base32)}`
}

/** 40 characters, as AWS's are. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64')
}
