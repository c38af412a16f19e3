/** Characters from which a value is looked for: shorter ones are words that any sentence may hold. */
const shortestValue = 4

/** Texts of a stored JSON value up to which two of them are tried as a login. */
const mostForLogins = 10

/** Finds stored texts in other texts, in any form in which they get into an error; `undefined` where there is nothing to find. */
export function valuePattern(stored: readonly string[]): RegExp | undefined {
  const values = stored.flatMap(textsOf).filter((value) => value.length >= shortestValue)
  // The longest first: a short one that is a part of it would leave the rest.
  const forms = [...new Set(values.flatMap(formsOf))].sort((one, other) => other.length - one.length)
  return forms.length === 0 ? undefined : new RegExp(forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
}

/** As it is, in JSON, in a URL, in base64, and as its bytes read one by one. */
const formsOf = (value: string) => [
  value,
  JSON.stringify(value).slice(1, -1),
  encodeURIComponent(Buffer.from(value).toString()), // half a surrogate pair cannot be encoded; through bytes it is replaced
  Buffer.from(value).toString('base64'),
  Buffer.from(value).toString('latin1'),
]

/** A stored text, the texts in it when it is JSON, and any two of these as HTTP Basic joins a login. */
function textsOf(stored: string): string[] {
  let object: unknown
  try {
    object = JSON.parse(stored)
  } catch {
    return [stored]
  }
  const texts = leavesOf(object)
  const logins = texts.length > mostForLogins ? [] : texts.flatMap((one) => texts.map((other) => `${one}:${other}`))
  return [stored, ...texts, ...logins]
}

function leavesOf(thing: unknown): string[] {
  if (typeof thing === 'string') return [thing]
  return typeof thing === 'object' && thing !== null ? Object.values(thing).flatMap(leavesOf) : []
}
