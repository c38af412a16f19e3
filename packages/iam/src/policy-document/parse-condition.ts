import { isJsonObject } from './json-object.ts'
import type { Condition } from './policy-document.ts'
import { PolicyError, type PolicyPosition, quoted } from './policy-error.ts'

/** The shape of a condition block; its operators and values are judged where they are compiled. */
export function parseCondition(value: unknown, at: PolicyPosition): Condition {
  if (!isJsonObject(value)) throw new PolicyError('MALFORMED_POLICY', 'is not an object of operators', at)
  return mapEntries(value, (keys, operator) => {
    if (!isJsonObject(keys)) throw new PolicyError('MALFORMED_POLICY', `has ${quoted(operator)} without an object of condition keys`, at)
    return mapEntries(keys, (values, key) => parseValues(values, key, at))
  })
}

function parseValues(value: unknown, key: string, at: PolicyPosition): readonly string[] {
  if (!/^[^:]+:./s.test(key))
    throw new PolicyError('MALFORMED_POLICY', `has the key ${quoted(key)} without a prefix, as in "aws:PrincipalArn"`, at)
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0) throw new PolicyError('MALFORMED_POLICY', `has no value for ${quoted(key)}`, at)
  return list.map((each) => {
    if (typeof each !== 'string' && typeof each !== 'boolean' && typeof each !== 'number')
      throw new PolicyError('MALFORMED_POLICY', `has a value for ${quoted(key)} that is not a string, number or boolean`, at)
    return String(each)
  })
}

function mapEntries<From, To>(record: Readonly<Record<string, From>>, change: (value: From, key: string) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}
