/** Percent-encoded but for unreserved characters. JavaScript leaves more plain than RFC 3986, section 2.3 does. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
