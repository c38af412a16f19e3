/** The value that every line stores, reads or moves. Nothing may show it: no line of the table asks for `--reveal`. */
export const planted = 'planted-Zk3vQ9mXr27+LbTfWc81/Hd=='

/** The forms in which `value` could get out, and its middle, which would be a part of it. */
export function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  const asBase64 = [0, 1, 2].map((skipped) => bytes.subarray(skipped).toString('base64').slice(0, -4)) // wherever in a longer text it stands
  return [
    value,
    value.slice(8, 16),
    encodeURIComponent(value),
    bytes.toString('hex'),
    bytes.toString('base64url').slice(0, -4),
    ...asBase64,
  ]
}
