import type { Place } from './place.ts'

/** The name as it is, or a sentence: which the compiler then shows as what was expected. */
export type CheckedName<N extends string> = N extends `arn:${string}`
  ? 'a full ARN is not read yet: give the name'
  : Without<N, '{stage}'> extends `${string}${'{' | '}'}${string}`
    ? 'a name may hold {stage}, no other braces'
    : N

type Without<N extends string, P extends string> = N extends `${infer Before}${P}${infer After}` ? Without<`${Before}${After}`, P> : N

/** A Secrets Manager secret by name. */
export const secretPlace = (written: unknown): Place | undefined =>
  typeof written === 'string' ? { service: 'secretsmanager', name: written } : undefined
