import { randomBytes } from 'node:crypto'
import { keyBytes, seal, unseal } from './sealing.ts'

/** Bytes that a sealed key takes: nonce, tag and the key itself. */
const sealedKeyBytes = 12 + 16 + keyBytes

/**
 * Seals a value under a data key of its own, which is sealed under `key` and put before it.
 * Source: KMS Developer Guide, "Envelope encryption".
 */
export function sealEnvelope(key: Uint8Array, boundTo: string, bytes: Uint8Array): Buffer {
  const dataKey = randomBytes(keyBytes)
  const envelope = Buffer.concat([seal(key, boundTo, dataKey), seal(dataKey, boundTo, bytes)])
  dataKey.fill(0)
  return envelope
}

/** @throws Error when the key, the envelope or what it is bound to is another */
export function openEnvelope(key: Uint8Array, boundTo: string, envelope: Uint8Array): Buffer {
  const dataKey = unseal(key, boundTo, envelope.subarray(0, sealedKeyBytes))
  const opened = unseal(dataKey, boundTo, envelope.subarray(sealedKeyBytes))
  dataKey.fill(0)
  return opened
}
