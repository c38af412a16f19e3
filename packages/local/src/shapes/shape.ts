/** A form sent to a service of the Query protocol: `Tags.member.1.Key` → value. */
export type Form = ReadonlyMap<string, string>

/** What reading one request has found wrong so far. */
export interface Check {
  readonly problems: string[]
  /** Above 0 inside a sensitive member: its value is not repeated in a message. */
  hidden: number
}

/** What a member of an operation's input may be. Made once with the operation, so that a request only walks it. */
export interface Shape<T> {
  /** The value of a member that was sent; what is wrong with it is noted in `check`, a wrong type is thrown at once. */
  read(value: unknown, at: string, check: Check): T
  /** The member as JSON would have sent it, `undefined` when the form does not have it. */
  fromForm(form: Form, name: string): unknown
  readonly isOptional: boolean
  /** Whether the member, or one inside it, may hold a secret value: it is neither repeated in an error nor recorded. */
  readonly isSensitive: boolean
}

export interface OptionalShape<T> extends Shape<T> {
  readonly isOptional: true
}

export type Fields = Readonly<Record<string, Shape<unknown>>>

type ValueOf<S> = S extends Shape<infer T> ? T : never
type OptionalName<F extends Fields> = { [K in keyof F]: F[K] extends OptionalShape<unknown> ? K : never }[keyof F]

/** What an operation is given, inferred from its table of shapes. */
export type InputOf<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalName<F>>]: ValueOf<F[K]> } & {
  readonly [K in OptionalName<F>]?: ValueOf<F[K]> | undefined
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { ...shape, isOptional: true }
}

/** A member whose value must never be shown. */
export function sensitive<T>(shape: Shape<T>): Shape<T> {
  return {
    ...shape,
    isSensitive: true,
    read(value, at, check) {
      check.hidden++
      const read = shape.read(value, at, check)
      check.hidden--
      return read
    },
  }
}

/** Notes that a constraint of the service's model does not hold, in AWS's words. */
export function violates(check: Check, value: unknown, at: string, constraint: string): void {
  const shown = check.hidden > 0 ? 'Value' : `Value '${shownValue(value)}'`
  check.problems.push(`${shown} at '${at}' failed to satisfy constraint: ${constraint}`)
}

/** Longest value repeated in an error message: a megabyte of garbage need not come back. */
const shownCharacters = 1024

function shownValue(value: unknown): string {
  const text = Array.isArray(value) ? `[${value.join(', ')}]` : String(value)
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
}

/** AWS names a member in errors by its name with a small first letter: `SecretId` → `secretId`. */
export function memberName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
