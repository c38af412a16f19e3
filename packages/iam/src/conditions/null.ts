import { booleanValue } from './boolean-value.ts'
import type { PresenceOperator } from './condition-operator.ts'

/** `true` asks that the key be absent. Source: IAM User Guide, "Condition operator to check existence of condition keys". */
export const nullOperator: PresenceOperator = {
  name: 'Null',
  tests: 'presence',
  read(value, reading) {
    const wantsAbsent = booleanValue(value, reading)
    return (isPresent) => isPresent !== wantsAbsent
  },
}
