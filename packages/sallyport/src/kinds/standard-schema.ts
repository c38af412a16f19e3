/**
 * A validator of any library that keeps to Standard Schema, such as zod, valibot or arktype; only what is used of it.
 * Source: Standard Schema, "The Standard Schema interface", version 1.
 */
export interface StandardSchema<out Output> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    validate(value: unknown): SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
  }
}

export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly value?: never; readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly path?: readonly PathSegment[] | undefined
}

export type PathSegment = PropertyKey | { readonly key: PropertyKey }
