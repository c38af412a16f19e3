import { type Handle, handle, type ReadingOptions } from '../handle.ts'
import { parsed } from '../parsed.ts'
import type { Place } from '../place.ts'
import { textIn } from '../text-in.ts'

interface Schema<T> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    validate(value: unknown): SchemaResult<T> | Promise<SchemaResult<T>>
    readonly types?: { readonly input: unknown; readonly output: T } | undefined
  }
}

type SchemaResult<T> = { readonly value: T; readonly issues?: undefined } | { readonly issues: readonly unknown[] }

export function json<T>(place: Place, schema: Schema<T>, options: ReadingOptions = {}): Handle<T> {
  return handle(place, options, async (stored) => {
    const result = await schema['~standard'].validate(parsed(textIn(stored)))
    if (result.issues !== undefined) throw new Error('the stored value does not fit its schema') // what the schema says of it may quote it
    return result.value
  })
}
