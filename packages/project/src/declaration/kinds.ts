import * as runtime from 'sallyport'

/** Exports of `sallyport` that declare nothing: a function may use them as it likes. Every other one is a kind. */
const otherExports = new Set<string>([
  'batch',
  'configure',
  'containerCredentials',
  'emfMetrics',
  'extensionTransport',
  'load',
  'onEvent',
  'sdkTransport',
  'withSecrets',
  'SallyportError',
])

/** Whether a name is a call of `sallyport` that declares a secret; each takes the place as its first argument. */
export function isKind(name: string): boolean {
  return Object.hasOwn(runtime, name) && !otherExports.has(name)
}

/** Whether an export of `sallyport` may stay in a bundle without a secret being lost; a name this version does not know may not. */
export function declaresNothing(name: string): boolean {
  return otherExports.has(name)
}

export function isSallyport(specifier: string): boolean {
  return specifier === 'sallyport' || specifier.startsWith('sallyport/')
}
