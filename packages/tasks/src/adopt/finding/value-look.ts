import { knownKeyIn } from './known-keys.ts'
import type { Said } from './variable-name.ts'

/** RFC 7468, "Textual Encodings of PKIX, PKCS, and CMS Structures". */
const privateKey = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/
/** RFC 3986, section 3.2.1: user information with a password. */
const urlWithPassword = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:[^\s/?#@]+@/i

/**
 * Why a value is a secret by its look; it holds no part of the value.
 * @param said by the variable's name: what is meant to be seen may look random
 */
export function whySecretValue(value: string, said: Said): string | undefined {
  if (privateKey.test(value)) return 'it is a private key'
  if (urlWithPassword.test(value)) return 'it is a URL with a password'
  const known = knownKeyIn(value)
  if (known !== undefined) return `it has the form of a credential of ${known.vendor}`.replace('a credential of a ', 'a ')
  return said !== 'public' && isRandom(value) ? 'it is a long random text' : undefined
}

/** Whether a value is none, whatever its variable is called: a switch, a level, a place, a name. */
export function isPlainSetting(value: string): boolean {
  return plainSettings.some((each) => each.test(value)) || (/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(value) && !urlWithPassword.test(value))
}

const plainSettings = [
  /^\s*$/,
  /^(?:true|false|yes|no|on|off|enabled|disabled|none|null|undefined)$/i,
  /^(?:trace|debug|info|warn|warning|error|fatal|silent)$/i,
  /^-?\d{1,3}(?:\.\d+)?$/,
  /^arn:[\w-]+:[\w-]+:/,
  /^(?:x{3,}|\*{3,}|\.{3}|<[^>]*>|todo|tbd|your[-_ ].*)$/i,
  // the name of a parameter or a secret
  /^\/[\w.-]+(?:\/[\w.-]+)+$/,
  /^[a-z]+(?:[-_.][a-z]+)*(?:\/[a-z]+(?:[-_.][a-z]+)*)+$/,
]

/** Letters, digits and what base64 has, too mixed to be words. */
function isRandom(value: string): boolean {
  if (!/^[A-Za-z0-9+/_=-]{24,}$/.test(value) || uuid.test(value)) return false
  if (/^[0-9a-f]{32,}$/i.test(value)) return bitsPerCharacter(value) > 3
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value)
  return isMixed && bitsPerCharacter(value) > 3.8 && !/^(?:[A-Za-z]+|\d+)(?:[-_/](?:[A-Za-z]+|\d+))*$/.test(value)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Shannon's entropy of the characters of a text. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0)
}
