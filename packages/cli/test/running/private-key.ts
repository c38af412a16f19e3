import { generateKeyPairSync } from 'node:crypto'

/** A fresh private key as a file has it: 1.7 KB in lines, the last one ended. */
export function privateKeyPem(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey
}
