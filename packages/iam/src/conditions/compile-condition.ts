import type { Condition } from '../policy-document/policy-document.ts'
import type { Reading } from '../policy-document/policy-variables.ts'
import type { ConditionOperator } from './condition-operator.ts'
import { operatorNamed } from './operator-named.ts'

/** One key under one operator; a condition block holds when all of its tests do. */
export interface KeyTest {
  /** In lower case: names of condition keys have none, values do. */
  readonly key: string
  readonly holds: (requested: readonly string[] | undefined) => boolean
}

/** Source: IAM User Guide, "Evaluation logic for multiple context keys or values": operators AND, keys AND, values OR. */
export function compileCondition(condition: Condition, reading: Reading): readonly KeyTest[] {
  return Object.entries(condition).flatMap(([name, valuesByKey]) => {
    const { operator, ifExists } = operatorNamed(name, reading.at)
    return Object.entries(valuesByKey).map(([key, values]) => ({
      key: key.toLowerCase(),
      holds: testOf(operator, values, ifExists, reading),
    }))
  })
}

function testOf(operator: ConditionOperator, values: readonly string[], ifExists: boolean, reading: Reading): KeyTest['holds'] {
  if (operator.tests === 'presence') {
    const tests = values.map((value) => operator.read(value, reading))
    return (requested) => tests.some((test) => test(requested !== undefined))
  }
  const { negated } = operator
  const tests = values.map((value) => operator.read(value, reading))
  // AWS does not define a single-valued operator on several requested values; here one that matches is a match, so a negated one then fails.
  return (requested) => {
    if (requested === undefined) return ifExists || negated
    return requested.some((value) => tests.some((test) => test(value))) !== negated
  }
}
