/** The name or full ARN as it is, or a sentence: which the compiler then shows as what was expected. `Arn` is the form of the service's. */
export type CheckedName<N extends string, Arn extends string> =
  Without<Without<N, '{stage}'>, '{id}'> extends `${string}${'{' | '}'}${string}`
    ? 'a name may hold {stage} and {id}, no other braces'
    : N extends `arn:${string}`
      ? N extends Arn
        ? N
        : 'an ARN of a secret stands alone, one of a parameter in { parameter }'
      : N

type Without<N extends string, P extends string> = N extends `${infer Before}${P}${infer After}` ? Without<`${Before}${After}`, P> : N
