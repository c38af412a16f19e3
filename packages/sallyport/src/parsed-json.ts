/** An object from JSON; `undefined` for what is none. The parser's own message would quote the text. */
export function parsedJson(text: string): Record<string, unknown> | undefined {
  try {
    return Object(JSON.parse(text))
  } catch {
    return undefined
  }
}
