import { arnLike } from './arn-like.ts'
import { negationOf } from './condition-operator.ts'

export const arnNotLike = negationOf(arnLike, 'ArnNotLike')
