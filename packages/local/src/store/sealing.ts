import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Length of every key here, AES-256. */
export const keyBytes = 32

/**
 * Seals bytes with AES-256-GCM: nonce, tag, ciphertext.
 * @param boundTo what the sealed bytes belong to; they open only when told the same, so records cannot be swapped
 */
export function seal(key: Uint8Array, boundTo: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(boundTo))
  const ciphertext = cipher.update(bytes)
  cipher.final()
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext])
}

/** @throws Error when the key, the bytes or what they are bound to is another */
export function unseal(key: Uint8Array, boundTo: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  const opened = decipher.update(sealed.subarray(nonceBytes + tagBytes))
  decipher.final()
  return opened
}
