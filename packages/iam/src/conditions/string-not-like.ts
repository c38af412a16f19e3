import { negationOf } from './condition-operator.ts'
import { stringLike } from './string-like.ts'

export const stringNotLike = negationOf(stringLike, 'StringNotLike')
