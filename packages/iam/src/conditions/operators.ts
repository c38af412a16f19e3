import { arnEquals } from './arn-equals.ts'
import { arnLike } from './arn-like.ts'
import { arnNotEquals } from './arn-not-equals.ts'
import { arnNotLike } from './arn-not-like.ts'
import { bool } from './bool.ts'
import type { ConditionOperator } from './condition-operator.ts'
import { nullOperator } from './null.ts'
import { stringEquals } from './string-equals.ts'
import { stringEqualsIgnoreCase } from './string-equals-ignore-case.ts'
import { stringLike } from './string-like.ts'
import { stringNotEquals } from './string-not-equals.ts'
import { stringNotEqualsIgnoreCase } from './string-not-equals-ignore-case.ts'
import { stringNotLike } from './string-not-like.ts'

/** Every condition operator that is evaluated: a new one is its file and its line here. */
export const operators: readonly ConditionOperator[] = [
  stringEquals,
  stringNotEquals,
  stringEqualsIgnoreCase,
  stringNotEqualsIgnoreCase,
  stringLike,
  stringNotLike,
  arnEquals,
  arnNotEquals,
  arnLike,
  arnNotLike,
  bool,
  nullOperator,
]
