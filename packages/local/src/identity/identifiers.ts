import { randomBytes } from 'node:crypto'

/** Prefixes by kind. Source: IAM User Guide, "IAM identifiers", unique identifiers. */
type Prefix = 'AKIA' | 'ASIA' | 'AIDA' | 'AROA'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A unique identifier as IAM writes them: 16 characters after its prefix. */
export function uniqueId(prefix: Prefix): string {
  let id: string = prefix
  for (const byte of randomBytes(16)) id += letters.charAt(byte % letters.length)
  return id
}

/** 40 characters, as AWS's are. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64')
}
