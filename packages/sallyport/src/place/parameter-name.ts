import type { Place } from './place.ts'
import type { CheckedName } from './secret-name.ts'

/** A Parameter Store parameter as it is written, such as `{ parameter: '/prod/weather/key' }`; a wrong name asks for a sentence. */
export type WrittenParameter<N extends string> = { readonly parameter: N } & (N extends CheckedName<N>
  ? unknown
  : { readonly [Complaint in CheckedName<N>]: never })

/** A Parameter Store parameter by name. */
export function parameterPlace(written: unknown): Place | undefined {
  const { parameter } = Object(written)
  return typeof parameter === 'string' ? { service: 'ssm', name: parameter } : undefined
}
