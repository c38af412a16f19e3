import { type Handle, handle, type ReadingOptions } from '../handle.ts'
import type { Place } from '../place.ts'

export function binary(place: Place, options: ReadingOptions = {}): Handle<Uint8Array> {
  return handle(place, options, ({ bytes, text = '' }) => bytes ?? new Uint8Array(Buffer.from(text, 'base64')))
}
