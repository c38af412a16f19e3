import { isUtf8 } from 'node:buffer'
import { awsError } from '../aws-error.ts'

/** Lists and objects in each other. No operation's input is deeper than 10; what is kept of one must not be deeper than it can be written. */
const maxDepth = 100

/**
 * A body as parsed JSON, an empty one as an object without members.
 * @throws AwsError `SerializationException`, which repeats nothing of the body
 */
export function jsonBody(body: Buffer): unknown {
  if (body.length === 0) return {}
  // bytes that are no UTF-8 would be read as U+FFFD, and another value be stored than was sent
  if (!isUtf8(body)) throw notJson()
  if (isTooDeep(body)) throw awsError('SerializationException', `the body is nested more than ${maxDepth} deep`)
  const text = body.toString('utf8')
  const parsed = parsedJson(text)
  if (/\\u[dD][89a-fA-F]/.test(text) && holdsHalfCharacter(parsed)) {
    throw awsError('SerializationException', 'the body holds half a character: a surrogate without its other half')
  }
  return parsed
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notJson() // the parser's own message repeats part of the body, which may hold a secret value
  }
}

function notJson() {
  return awsError('SerializationException', 'the body is not JSON in UTF-8')
}

const [quote, backslash, listBegin, listEnd, objectBegin, objectEnd] = Buffer.from('"\\[]{}')

/** Seen in the bytes, before anything is made of them; brackets in a text are none. */
function isTooDeep(body: Buffer): boolean {
  if (body.length <= maxDepth) return false
  let depth = 0
  let isInText = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (isInText) {
      if (byte === backslash) at++
      else if (byte === quote) isInText = false
    } else if (byte === quote) isInText = true
    else if (byte === listEnd || byte === objectEnd) depth--
    else if ((byte === listBegin || byte === objectBegin) && ++depth > maxDepth) return true
  }
  return false
}

function holdsHalfCharacter(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, each]) => holdsHalfCharacter(name) || holdsHalfCharacter(each))
}
