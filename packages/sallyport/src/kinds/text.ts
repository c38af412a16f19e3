import { type Declared, declared } from '../declared.ts'
import type { Handle } from '../handle.ts'
import type { WrittenPlace } from '../place/written-place.ts'
import type { ReadingOptions } from '../reading-options.ts'
import { storedText } from './stored-text.ts'

/** Options of `text`. */
export interface TextOptions extends ReadingOptions {}

/**
 * A secret that is used as it is stored: a connection string, a token for a library.
 * @example
 * export const partner = text('{stage}/partner')
 */
/*#__NO_SIDE_EFFECTS__*/
export function text<const N extends string>(place: WrittenPlace<N>, options: TextOptions = {}): Declared<N, Handle<string>> {
  return declared(place, { kind: 'text', parse: storedText }, options)
}
