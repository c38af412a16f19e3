import { literalText } from '../policy-document/policy-variables.ts'
import { valueOperator } from './condition-operator.ts'

export const stringEquals = valueOperator('StringEquals', (value, reading) => {
  const text = literalText(value, reading)
  return (requested) => requested === text
})
