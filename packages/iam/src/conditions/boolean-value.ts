import { PolicyError, quoted } from '../policy-document/policy-error.ts'
import type { Reading } from '../policy-document/policy-variables.ts'

/** `true` or `false` in any case, as `Bool` and `Null` take it. */
export function booleanValue(value: string, { at }: Reading): boolean {
  const lower = value.toLowerCase()
  if (lower !== 'true' && lower !== 'false') throw new PolicyError('MALFORMED_POLICY', `has ${quoted(value)} in place of true or false`, at)
  return lower === 'true'
}
