/** The parts of what a caller may write for a function. */
export interface FunctionReference {
  readonly name: string
  readonly qualifier?: string
  readonly accountId?: string
  readonly region?: string
}

/**
 * A function's name, its ARN or its partial ARN, each with or without a qualifier.
 * Source: API reference, Invoke, `FunctionName`: `my-function`, `my-function:v1`, `123456789012:function:my-function`,
 * `arn:aws:lambda:us-west-2:123456789012:function:my-function`.
 */
export const functionNamePattern =
  /^(?:(?:arn:aws[a-zA-Z-]*:lambda:(?<region>[a-z0-9-]+):)?(?<accountId>\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9_-]+)(?::(?<qualifier>\$LATEST|[a-zA-Z0-9_-]+))?$/

export function functionReference(text: string): FunctionReference | undefined {
  const { name, qualifier, accountId, region } = functionNamePattern.exec(text)?.groups ?? {}
  if (name === undefined) return undefined
  return {
    name,
    ...(qualifier !== undefined && { qualifier }),
    ...(accountId !== undefined && { accountId }),
    ...(region !== undefined && { region }),
  }
}
