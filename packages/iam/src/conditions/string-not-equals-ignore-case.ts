import { negationOf } from './condition-operator.ts'
import { stringEqualsIgnoreCase } from './string-equals-ignore-case.ts'

export const stringNotEqualsIgnoreCase = negationOf(stringEqualsIgnoreCase, 'StringNotEqualsIgnoreCase')
