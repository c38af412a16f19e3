import { bytesFrom } from './base64.ts'
import { asBuffer, ownBytes } from './own-bytes.ts'
import type { Stored } from './stored-reading.ts'
import { textsIn } from './texts-in.ts'
import { needlesOf } from './value-needles.ts'

/** Characters from which a value is looked for: shorter ones are words that any sentence may hold. */
const shortestValue = 4

/** Texts of a stored JSON value up to which two of them are tried as a login. */
const mostForLogins = 10

/** Finds what is stored in texts, in any form in which it gets into an error; `undefined` where there is nothing to find. */
export function valuePattern(stored: readonly Stored[]): RegExp | undefined {
  const texts = stored.flatMap((one) => (typeof one === 'string' ? textsOf(one) : []))
  const bytes = stored.flatMap((one) => (typeof one === 'string' ? bytesIn(one) : [one]))
  // The longest first: a short one that is a part of it would leave the rest.
  // And those that stand in a log: inside another base64, line by line, as other languages quote them.
  const needles = stored.flatMap((one) => needlesOf(one).map(({ text }) => text))
  const forms = [...new Set([...texts.flatMap(formsOf), ...bytes.flatMap(formsOfBytes), ...needles])].sort(
    (one, other) => other.length - one.length,
  )
  return forms.length === 0 ? undefined : new RegExp(forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
}

/** As it is, in JSON, in a URL, in base64, and as its bytes read one by one. */
const formsOf = (value: string) =>
  value.length < shortestValue
    ? []
    : [
        value,
        JSON.stringify(value).slice(1, -1),
        encodeURIComponent(ownBytes(value).toString()), // half a surrogate pair cannot be encoded; through bytes it is replaced
        ownBytes(value).toString('base64'),
        ownBytes(value).toString('latin1'),
      ]

/** As text, as base64 of both alphabets, as hex, as its numbers, which is how a Uint8Array joins a string, and one by one. */
function formsOfBytes(value: Uint8Array): string[] {
  if (value.length < shortestValue) return []
  const bytes = asBuffer(value)
  const hex = bytes.toString('hex')
  return [
    ...formsOf(bytes.toString()),
    bytes.toString('latin1'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    hex,
    hex.toUpperCase(),
    bytes.join(),
  ]
}

/** The bytes of a text that is base64: a parameter, which holds text only, has them stored so. */
function bytesIn(stored: string): Uint8Array[] {
  const bytes = bytesFrom(stored)
  return bytes === undefined ? [] : [bytes]
}

/** A stored text, the texts in it when it is JSON, and any two of these as HTTP Basic joins a login. */
function textsOf(stored: string): string[] {
  const [whole, ...texts] = textsIn(stored)
  const logins = texts.length > mostForLogins ? [] : texts.flatMap((one) => texts.map((other) => `${one}:${other}`))
  return [whole, ...texts, ...logins]
}
