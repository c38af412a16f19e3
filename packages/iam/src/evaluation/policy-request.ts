/** What is asked for. */
export interface PolicyRequest {
  /** `service:Operation`, in any case. */
  readonly action: string
  /** The ARN; `*` for an operation that has no resource type, which only a policy's `*` matches. */
  readonly resource: string
  readonly context: RequestContext
}

/** Values by condition key, in any case; `undefined` is a key that the request does not have. */
export type RequestContext = Readonly<Record<string, string | readonly string[] | undefined>>

/** The values of a key given in lower case, or `undefined` when the request does not have it. */
export type ContextReader = (key: string) => readonly string[] | undefined

/** Sorts the context by lower-case key when a condition asks first: most requests never come to one. */
export function contextReader(context: RequestContext): ContextReader {
  let valuesByKey: Map<string, readonly string[]> | undefined
  return (key) => {
    valuesByKey ??= byLowerCaseKey(context)
    return valuesByKey.get(key)
  }
}

function byLowerCaseKey(context: RequestContext): Map<string, readonly string[]> {
  const valuesByKey = new Map<string, readonly string[]>()
  for (const [key, value] of Object.entries(context)) {
    const values = typeof value === 'string' ? [value] : value
    // A list of none is a key that is not there. Source: IAM User Guide, "Condition operator to check existence of condition keys".
    if (values !== undefined && values.length > 0) valuesByKey.set(key.toLowerCase(), values)
  }
  return valuesByKey
}
