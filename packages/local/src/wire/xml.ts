import { isList, type WireObject, type WireValue } from './wire-value.ts'

/** An element around text or elements that are XML already. */
export function xmlElement(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}

/** An object's members as elements, lists as `<member>`s, dates as ISO 8601 to the second. */
export function xmlMembers(value: WireObject): string {
  let written = ''
  for (const [name, each] of Object.entries(value)) if (each !== undefined) written += xmlElement(name, xmlContent(each))
  return written
}

function xmlContent(value: WireValue): string {
  if (typeof value !== 'object') return escaped(String(value))
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (isList(value)) return value.map((each) => xmlElement('member', xmlContent(each))).join('')
  return xmlMembers(value)
}

/** A carriage return is written as a reference, since a parser makes a line feed of it; what XML 1.0 cannot hold becomes U+FFFD. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\r]/g, (character) => entities[character] ?? character)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' }
