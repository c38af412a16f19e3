import { negationOf } from './condition-operator.ts'
import { stringEquals } from './string-equals.ts'

export const stringNotEquals = negationOf(stringEquals, 'StringNotEquals')
