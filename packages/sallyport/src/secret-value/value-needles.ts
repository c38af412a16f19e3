import { bytesFrom } from './base64.ts'
import { base64Needles } from './base64-needles.ts'
import { asBuffer, ownBytes } from './own-bytes.ts'
import type { Stored } from './stored-reading.ts'
import { textsIn } from './texts-in.ts'

/** One form of a value, as it may stand in a log. */
export interface Needle {
  readonly text: string
  /** Characters on each side in which bits of the value stand beside bits of its neighbour: they are masked with it. */
  readonly sharedBefore?: 0 | 1
  readonly sharedAfter?: 0 | 1
}

/** Which values are looked for: the rest is what any text may hold. */
export interface Sought {
  /** Characters, or bytes, from which on. */
  readonly shortest: number
  /** Different ones of them. */
  readonly fewestDifferent: number
}

/**
 * Shorter values are words that any line may hold, and a log in which `test` is gone wherever it stood tells the value to all who read it;
 * `--------` and `00000000` part the lines of half of all logs.
 */
export const inLogs: Sought = { shortest: 8, fewestDifferent: 4 }

/** `util.inspect` shows no more bytes of a Buffer. Source: Node.js, "buffer.INSPECT_MAX_BYTES". */
const inspectedBytes = 50

/** Every form of what is stored: of the whole, of each text in it when it is JSON, of each line of these. */
export function needlesOf(stored: Stored, sought: Sought): Needle[] {
  const { texts, bytes } = typeof stored === 'string' ? inText(stored, sought) : inBytes(stored, sought)
  const forms = texts.flatMap((text) => [text, ...linesOf(text)]).flatMap(textForms)
  const needles = [...forms.map((text): Needle => ({ text })), ...bytes.flatMap(bytesForms)]
  return [...new Map(needles.map((needle) => [needle.text, needle])).values()].filter(({ text }) => text.length >= sought.shortest)
}

function inText(stored: string, sought: Sought) {
  const texts = textsIn(stored).filter((text) => isSought(text, sought))
  const decoded = bytesFrom(stored) // a parameter, which holds text only, has bytes stored so
  return { texts, bytes: [...texts.map((text) => ownBytes(text)), ...(decoded && isSought(decoded, sought) ? [decoded] : [])] }
}

const inBytes = (stored: Uint8Array, sought: Sought) => ({
  texts: [asBuffer(stored).toString()].filter((text) => isSought(text, sought)),
  bytes: isSought(stored, sought) ? [stored] : [],
})

const isSought = (value: string | Uint8Array, { shortest, fewestDifferent }: Sought) =>
  value.length >= shortest && new Set<string | number>(value).size >= fewestDifferent

/**
 * A private key is printed line by line by what breaks long texts; the lines that frame it are the same for all keys. A line is a part of
 * a value: a short one is a word in errors too.
 */
const linesOf = (text: string) =>
  text.includes('\n')
    ? text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => isSought(line, inLogs) && !line.startsWith('-----'))
    : []

/**
 * As it is, as `util.inspect` quotes it, in JSON (twice, when a body is logged in a line; with the escapes of Python, of PHP, of Go, and of
 * those that write them in capitals), in URLs and forms.
 */
function textForms(text: string): string[] {
  if (/^[\w.-]*$/.test(text)) return [text] // as most keys are: one form, and the rest would cost a cold start
  const { inspect } = process.getBuiltinModule('node:util')
  const inJson = quoted(text)
  const inUrl = urlForms(ownBytes(text).toString()) // half a surrogate pair cannot be encoded; through bytes it is replaced
  const asTexts = [
    text,
    inJson,
    quoted(inJson),
    escaped(inJson),
    escaped(inJson).replaceAll('/', '\\/'),
    escaped(inJson, /[^\0-\x7f]|[&<>+']/g).replace(/\\u.{4}/g, inUpperCase),
    escaped(inJson, /[&<>]/g),
    inspect(text, { breakLength: Infinity, maxStringLength: null }).slice(1, -1),
  ]
  // A text's bytes are looked at as Latin-1, see `maskedBytes`.
  return [...asTexts, ...asTexts.map((form) => ownBytes(form).toString('latin1')), ...inUrl, ...inUrl.map(inLowerCase)]
}

const quoted = (text: string) => JSON.stringify(text).slice(1, -1)

const escaped = (text: string, units = /[^\0-\x7f]/g) => text.replace(units, (unit) => `\\u${hexOf(unit).padStart(4, '0')}`)

const inUpperCase = (unit: string) => `\\u${unit.slice(2).toUpperCase()}`

const hexOf = (unit: string) => unit.charCodeAt(0).toString(16)

/** As encodeURIComponent has it, as RFC 3986 has it, as a form has it (a space is a plus), and as URLs are shown that were made of these. */
function urlForms(text: string): string[] {
  const encoded = encodeURIComponent(text)
  const strictly = encoded.replace(/[!'()*]/g, (sign) => `%${hexOf(sign).toUpperCase()}`)
  const inForm = new URLSearchParams({ '': text }).toString().slice(1)
  const inQuery = (part: string) => new URL(`http://a/?${part.replaceAll('#', '%23')}`).search.slice(1)
  return [encoded, strictly, inForm, encodeURI(text), inQuery(encoded), inQuery(text)]
}

const inLowerCase = (form: string) => form.replace(/%../g, (octet) => octet.toLowerCase())

/** As hex, as base64, as a Buffer is inspected, as the numbers that a Uint8Array is in JSON. */
function bytesForms(value: Uint8Array): Needle[] {
  const bytes = asBuffer(value)
  const hex = bytes.toString('hex')
  const inspected = bytes
    .subarray(0, inspectedBytes)
    .toString('hex')
    .replace(/..(?!$)/g, '$& ')
  const texts = [bytes.toString('latin1'), hex, hex.toUpperCase(), inspected, bytes.join()]
  return [...texts.map((text) => ({ text })), ...base64Needles(bytes)]
}
