import { booleanValue } from './boolean-value.ts'
import { valueOperator } from './condition-operator.ts'

export const bool = valueOperator('Bool', (value, reading) => {
  const text = String(booleanValue(value, reading))
  return (requested) => requested.toLowerCase() === text
})
