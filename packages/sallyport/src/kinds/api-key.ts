import { type Declared, declared } from '../declared.ts'
import type { Handle } from '../handle.ts'
import type { WrittenPlace } from '../place/written-place.ts'
import type { ReadingOptions } from '../reading-options.ts'
import { badValue } from '../secret-value/bad-value.ts'
import type { Stored } from '../secret-value/stored-reading.ts'
import { calling, type Signing } from './signing.ts'
import { storedField } from './stored-field.ts'
import { storedText } from './stored-text.ts'

/** Options of `apiKey`. */
export interface ApiKeyOptions<H extends string = string> extends ReadingOptions {
  /** Hosts the key may be sent to; with them the handle has `fetch`. The first is where a path goes. */
  readonly hosts?: readonly H[] | undefined
  /** The header that carries the key as it is. Default: `authorization`, as a bearer token. */
  readonly header?: string | undefined
  /** The field of a stored JSON object that holds the key. Default: the stored text is the key. */
  readonly field?: string | undefined
}

/**
 * An API key, sent as a bearer token or in a header of its own.
 * @example
 * export const stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
 */
/*#__NO_SIDE_EFFECTS__*/
export function apiKey<const N extends string, const H extends string = never>(
  place: WrittenPlace<N>,
  options: ApiKeyOptions<H> = {},
): Declared<N, Handle<string> & Signing<H>> {
  const { hosts, header, field } = options
  const kind = {
    kind: 'apiKey',
    parse(stored: Stored, secret: string): string {
      const key = field === undefined ? storedText(stored, secret) : storedField(stored, secret, field)
      if (key === '') throw badValue(secret, 'is empty')
      return key
    },
    abilities: hosts?.length
      ? calling<string, H>({
          hosts,
          sign: (key) => (header === undefined ? { authorization: `Bearer ${key}` } : { [header]: key }),
          credentialHeaders: [header === undefined ? 'authorization' : header],
        })
      : undefined,
  }
  // The ability is there exactly when H is not never: it is made from the same hosts that H is inferred from.
  return declared(place, kind, options) as Declared<N, Handle<string> & Signing<H>>
}
