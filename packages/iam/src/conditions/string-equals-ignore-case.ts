import { literalText } from '../policy-document/policy-variables.ts'
import { valueOperator } from './condition-operator.ts'

export const stringEqualsIgnoreCase = valueOperator('StringEqualsIgnoreCase', (value, reading) => {
  const text = literalText(value, reading).toLowerCase()
  return (requested) => requested.toLowerCase() === text
})
