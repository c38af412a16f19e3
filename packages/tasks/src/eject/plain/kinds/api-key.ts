import type { Calling } from '../call-options.ts'
import { calling } from '../calling.ts'
import { type Handle, handle, type ReadingOptions } from '../handle.ts'
import type { Place } from '../place.ts'
import { textIn } from '../text-in.ts'

interface ApiKeyOptions extends ReadingOptions {
  readonly hosts?: readonly string[]
  /** The header that carries the key as it is; default: authorization, as a bearer token. */
  readonly header?: string
  readonly field?: string
}

export function apiKey(place: Place, options: ApiKeyOptions = {}): Handle<string> & Calling {
  const { hosts = [], header, field } = options
  const key = handle(place, options, (stored) => textIn(stored, field))
  return { ...key, ...calling(key, hosts, (value) => (header === undefined ? ['authorization', `Bearer ${value}`] : [header, value])) }
}
