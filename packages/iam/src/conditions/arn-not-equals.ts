import { arnEquals } from './arn-equals.ts'
import { negationOf } from './condition-operator.ts'

export const arnNotEquals = negationOf(arnEquals, 'ArnNotEquals')
