import type { AnyHandle } from '../handle.ts'
import { redacted, Secret } from '../secret-value/secret.ts'
import type { Stored } from '../secret-value/stored-reading.ts'
import { valuePattern } from '../secret-value/value-pattern.ts'
import type { FakeCall } from './fake-call.ts'
import type { Arrived } from './fake-destination.ts'
import { credentialIn } from './stored-form.ts'

/** What the test has given so far. */
export interface Given {
  /** Headers in which a credential travels, in lower case. */
  readonly credentialHeaders: ReadonlySet<string>
  /** Every text that was stored, the replaced ones included. */
  readonly texts: readonly string[]
  storedFor(handle: AnyHandle): Stored | undefined
}

/** A call as it is told to the test: what carries a credential, or any text that was stored, is hidden. */
export function recordedCall({ url, method, headers, body }: Arrived, { credentialHeaders, texts, storedFor }: Given): FakeCall {
  const pattern = valuePattern(texts)
  const hidden = (text: string) => (pattern ? text.replace(pattern, redacted) : text)
  const sent = Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
  const carriers = sent.filter(([name]) => credentialHeaders.has(name))
  const text = () => new TextDecoder().decode(body)

  return Object.freeze({
    method,
    url: hidden(url.href),
    headers: Object.freeze(Object.fromEntries(sent.map(([name, value]) => [name, credentialHeaders.has(name) ? redacted : hidden(value)]))),
    credential: new Secret(Object.freeze(Object.fromEntries(carriers))),
    carries(handle: AnyHandle) {
      const stored = storedFor(handle)
      const credential = stored === undefined ? undefined : credentialIn(handle['~sallyport'], stored)
      return credential !== undefined && carriers.some(([, value]) => textsOf(value).includes(credential))
    },
    text,
    json: () => JSON.parse(text()),
  })
}

/** A header's value, what follows its scheme, and what that is in base64 (RFC 7617: HTTP Basic). */
function textsOf(value: string): string[] {
  const token = value.slice(value.indexOf(' ') + 1)
  return [value, token, Buffer.from(token, 'base64').toString()]
}
