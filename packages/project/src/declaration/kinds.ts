/**
 * The calls of `sallyport` and its doors that declare a secret; each takes the place as its first argument.
 * A new kind is one line here.
 */
const kinds = new Set<string>(['text', 'apiKey', 'login'])

/** Exports of `sallyport` that declare nothing: a function may use them as it likes. */
const otherExports = new Set<string>(['configure', 'containerCredentials', 'load', 'onEvent', 'withSecrets', 'SallyportError'])

export function isKind(name: string): boolean {
  return kinds.has(name)
}

/** Whether an export of `sallyport` may stay in a bundle without a secret being lost; a name this version does not know may not. */
export function declaresNothing(name: string): boolean {
  return otherExports.has(name)
}

export function isSallyport(specifier: string): boolean {
  return specifier === 'sallyport' || specifier.startsWith('sallyport/')
}
