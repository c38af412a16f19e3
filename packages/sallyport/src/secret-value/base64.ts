import { ownBytes } from './own-bytes.ts'

/** The bytes of a text that is base64, line breaks allowed; `undefined` for any other text, of which the decoder would make something too. */
export function bytesFrom(text: string): Uint8Array | undefined {
  const bare = text.replace(/\s/g, '')
  const bytes = ownBytes(bare, 'base64')
  return bytes.toString('base64') === bare ? bytes : undefined
}
