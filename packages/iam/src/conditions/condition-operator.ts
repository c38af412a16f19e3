import type { Reading } from '../policy-document/policy-variables.ts'

/** A condition operator: reads each of the policy's values once into a test of what a request has. */
export type ConditionOperator = ValueOperator | PresenceOperator

export interface ValueOperator {
  readonly name: string
  readonly tests: 'value'
  /** A negated operator holds when none of its values matches, and so when the key is absent. */
  readonly negated: boolean
  /** @throws PolicyError when `value` is none that the operator takes */
  readonly read: (value: string, reading: Reading) => (requested: string) => boolean
}

export interface PresenceOperator {
  readonly name: string
  readonly tests: 'presence'
  readonly read: (value: string, reading: Reading) => (isPresent: boolean) => boolean
}

export function valueOperator(name: string, read: ValueOperator['read']): ValueOperator {
  return { name, tests: 'value', negated: false, read }
}

export function negationOf(operator: ValueOperator, name: string): ValueOperator {
  return { ...operator, name, negated: true }
}
