/** What an operation may answer: plain data that every protocol can write. A member that is `undefined` is left out. */
export type WireValue = string | number | boolean | Date | Uint8Array | undefined | readonly WireValue[] | WireObject
export type WireObject = { readonly [member: string]: WireValue }

/** `Array.isArray` does not know an array that is read only. */
export function isList(value: readonly WireValue[] | WireObject): value is readonly WireValue[] {
  return Array.isArray(value)
}
