/**
 * Whether AWS's answer was one of these errors. JSON services end their names with "Exception", Query services do not, and the SDK adds it
 * for some: the name counts without it.
 */
export function isNamed(error: unknown, ...names: readonly string[]): error is Error {
  return error instanceof Error && names.some((name) => withoutEnding(name) === withoutEnding(error.name))
}

function withoutEnding(name: string): string {
  return name.replace(/Exception$/, '')
}
