import { badDeclaration } from '../bad-declaration.ts'
import type { CheckedName } from './checked-name.ts'
import { isPlace, type ParameterType, type Place } from './place.ts'

/**
 * A place as it is written in a declaration: a secret's name or full ARN, `{ parameter }` with a parameter's, and `{ env }` with the
 * variable that holds either. A name that is wrong becomes a sentence that says so: the compiler shows it as what was expected.
 */
export type WrittenPlace<N extends string> = Unnamed<
  CheckedName<N, `arn:${string}:secretsmanager:${string}:secret:${string}`> | ParameterOrVariable<N>
>

/** Without a name of its own the compiler shows what a union is made of, and so the sentence. */
type Unnamed<T> = T

type ParameterOrVariable<N extends string> =
  | WrittenParameter<N>
  | (InVariable & { readonly parameter?: never; readonly type?: never })
  | { readonly parameter: InVariable; readonly type?: ParameterType }

interface WrittenParameter<N extends string> {
  readonly parameter: N extends CheckedParameter<N> ? N : CheckedParameter<N>
  readonly type?: ParameterType
}

type CheckedParameter<N extends string> = CheckedName<N, `arn:${string}:ssm:${string}:parameter/${string}`>

interface InVariable {
  /** The environment variable that holds the name or full ARN, as SAM and CDK pass it; read at first use. */
  readonly env: string
}

/** @throws SallyportError `BAD_DECLARATION` */
export function placeOf(written: unknown): Place {
  const { parameter, type } = Object(written)
  const given = parameter ?? written
  const variable = Object(given).env
  const name = variable ? undefined : given
  if (isPlace(name ?? variable)) return { service: parameter ? 'ssm' : 'secretsmanager', name, variable, type }
  throw badDeclaration(written, 'is not a place: give a name, ARN, { parameter } or { env }')
}
