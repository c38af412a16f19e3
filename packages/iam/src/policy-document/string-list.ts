import { PolicyError, type PolicyPosition } from './policy-error.ts'

/** A string, or a list of one string or more, as a list. */
export function stringList(value: unknown, at: PolicyPosition): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0) throw new PolicyError('MALFORMED_POLICY', 'is an empty list: name at least one', at)
  return list.map((each) => {
    if (typeof each !== 'string') throw new PolicyError('MALFORMED_POLICY', 'is not a string or a list of strings', at)
    return each
  })
}
