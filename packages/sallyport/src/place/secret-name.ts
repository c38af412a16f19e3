import { bare, type Place } from './place.ts'

/** The name as it is, or a sentence: which the compiler then shows as what was expected. */
export type CheckedName<N extends string> = N extends `arn:${string}`
  ? 'a full ARN is not read yet: give the name'
  : Without<N, '{stage}'> extends `${string}${'{' | '}'}${string}`
    ? 'a name may hold {stage}, no other braces'
    : N

export type Without<N extends string, P extends string> = N extends `${infer Before}${P}${infer After}`
  ? Without<`${Before}${After}`, P>
  : N

/** A Secrets Manager secret by name. Source: Secrets Manager API Reference, "CreateSecret", Name; `!` for those that AWS services manage. */
export function secretPlace(written: unknown): Place | undefined {
  return typeof written === 'string' && /^[\w/+=.@!-]{1,512}$/.test(bare(written))
    ? { service: 'secretsmanager', name: written }
    : undefined
}
