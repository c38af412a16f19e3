import { type Handle, handle, type ReadingOptions } from '../handle.ts'
import type { Place } from '../place.ts'
import { textIn } from '../text-in.ts'

export function text(place: Place, options: ReadingOptions & { readonly field?: string } = {}): Handle<string> {
  return handle(place, options, (stored) => textIn(stored, options.field))
}
