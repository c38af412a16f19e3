import { PolicyError, type PolicyPosition, quoted } from '../policy-document/policy-error.ts'
import type { ConditionOperator } from './condition-operator.ts'
import { operators } from './operators.ts'

const operatorByName = new Map(operators.map((operator) => [operator.name, operator]))

const ifExistsSuffix = 'IfExists'

/**
 * Operators of AWS that are not evaluated yet, to tell them from misspelled ones.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
 */
const notYet =
  /^(ForAnyValue:|ForAllValues:|Numeric(Not)?Equals|Numeric(Less|Greater)Than|Date(Not)?Equals|Date(Less|Greater)Than|(Not)?IpAddress|BinaryEquals)/

/** The operator of this name, and whether it lets an absent key pass. */
export function operatorNamed(name: string, at: PolicyPosition): { readonly operator: ConditionOperator; readonly ifExists: boolean } {
  const ifExists = name.endsWith(ifExistsSuffix)
  const operator = operatorByName.get(ifExists ? name.slice(0, -ifExistsSuffix.length) : name)
  if (operator !== undefined && !(ifExists && operator.tests === 'presence')) return { operator, ifExists }
  if (notYet.test(name))
    throw new PolicyError('NOT_SUPPORTED', `may not use the operator ${quoted(name)} yet: it is refused rather than skipped`, at)
  throw new PolicyError('UNKNOWN_OPERATOR', `has the operator ${quoted(name)}, which AWS does not have`, at)
}
