import { type Declared, declared } from '../declared.ts'
import type { Handle } from '../handle.ts'
import type { WrittenPlace } from '../place/written-place.ts'
import type { ReadingOptions } from '../reading-options.ts'
import { badValue } from '../secret-value/bad-value.ts'
import { bytesFrom } from '../secret-value/base64.ts'
import type { Stored } from '../secret-value/stored-reading.ts'

/** Options of `binary`. */
export interface BinaryOptions extends ReadingOptions {}

/**
 * Bytes: a keystore, a key in DER. They are stored as `SecretBinary`; where there is only text (a parameter, or a `SecretString` that a
 * template made) it is their base64. Each `reveal()` gives a copy.
 * @example
 * export const keystore = binary('{stage}/keystore')
 */
/*#__NO_SIDE_EFFECTS__*/
export function binary<const N extends string>(place: WrittenPlace<N>, options: BinaryOptions = {}): Declared<N, Handle<Uint8Array>> {
  return declared(place, { kind: 'binary', parse: bytesOf }, options)
}

function bytesOf(stored: Stored, secret: string): Uint8Array {
  const bytes = typeof stored === 'string' ? bytesFrom(stored) : stored
  if (bytes) return bytes
  throw badValue(secret, 'is neither binary nor base64')
}
