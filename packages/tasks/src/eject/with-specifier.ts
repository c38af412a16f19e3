import { importsIn } from './imports-in.ts'

/** `source` with its imports of `sallyport` going to `specifier`. Everything else stays, byte for byte. */
export function withSpecifier(source: string, specifier: string): string {
  let [text, at] = ['', 0]
  for (const { start, end, specifier: found } of importsIn(source)) {
    text += source.slice(at, start) + (found === 'sallyport' ? specifier : found)
    at = end
  }
  return text + source.slice(at)
}
