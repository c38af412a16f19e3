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

/**
 * Characters from which a value, or a line of one, is masked. Shorter ones are words that any line may hold, and a log in which `test`
 * is gone wherever it stood tells the value to all who read it.
 */
export const shortestMasked = 8

/** Different characters from which a value is masked: `--------` and `00000000` part the lines of half of all logs. */
const fewestCharacters = 4

/** `util.inspect` shows no more bytes of a Buffer. Source: Node.js, "buffer.INSPECT_MAX_BYTES". */
const inspectedBytes = 50

/** Every form of what is stored: of the whole, of each text in it when it is JSON, of each line of these. */
export function needlesOf(stored: Stored): Needle[] {
  const found = typeof stored === 'string' ? needlesOfText(stored) : needlesOfBytes(stored, asBuffer(stored).toString())
  return [...new Map(found.map((needle) => [needle.text, needle])).values()].filter(({ text }) => text.length >= shortestMasked)
}

function needlesOfText(stored: string): Needle[] {
  const bytes = bytesFrom(stored) // a parameter, which holds text only, has bytes stored so
  return [...textsIn(stored).flatMap((text) => needlesOfBytes(ownBytes(text), text)), ...(bytes ? bytesForms(bytes) : [])]
}

function needlesOfBytes(bytes: Uint8Array, text: string): Needle[] {
  if (!isMasked(text)) return []
  return [...[text, ...linesOf(text)].flatMap(textForms).map((form) => ({ text: form })), ...bytesForms(bytes)]
}

const isMasked = (text: string) => text.length >= shortestMasked && new Set(text).size >= fewestCharacters

/** A private key is printed line by line by what breaks long texts; the lines that frame it are the same for all keys. */
const linesOf = (text: string) =>
  text.includes('\n')
    ? text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => isMasked(line) && !line.startsWith('-----'))
    : []

/** As it is, as `util.inspect` quotes it, in JSON (twice, when a body is logged in a line; with \u, as other languages write it), in URLs and forms. */
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
    inspect(text, { breakLength: Infinity, maxStringLength: null }).slice(1, -1),
  ]
  // A text's bytes are looked at as Latin-1, see `maskedBytes`.
  return [...asTexts, ...asTexts.map((form) => ownBytes(form).toString('latin1')), ...inUrl, ...inUrl.map(inLowerCase)]
}

const quoted = (text: string) => JSON.stringify(text).slice(1, -1)

const escaped = (text: string) => text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** As encodeURIComponent has it, as RFC 3986 has it, as a form has it (a space is a plus), and as URLs are shown that were made of these. */
function urlForms(text: string): string[] {
  const encoded = encodeURIComponent(text)
  const strictly = encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const inForm = new URLSearchParams({ '': text }).toString().slice(1)
  const inQuery = (part: string) => new URL(`http://a/?${part.replaceAll('#', '%23')}`).search.slice(1)
  return [encoded, strictly, inForm, encodeURI(text), inQuery(encoded), inQuery(text)]
}

const inLowerCase = (form: string) => form.replace(/%../g, (octet) => octet.toLowerCase())

/** As hex, as base64, as a Buffer is inspected, as the numbers that a Uint8Array is in JSON. */
function bytesForms(value: Uint8Array): Needle[] {
  if (value.length < shortestMasked) return []
  const bytes = asBuffer(value)
  const hex = bytes.toString('hex')
  const inspected = bytes
    .subarray(0, inspectedBytes)
    .toString('hex')
    .replace(/..(?!$)/g, '$& ')
  const texts = [bytes.toString('latin1'), hex, hex.toUpperCase(), inspected, bytes.join()]
  return [...texts.map((text) => ({ text })), ...base64Needles(bytes)]
}
