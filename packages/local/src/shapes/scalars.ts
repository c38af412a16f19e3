import { awsError } from '../aws-error.ts'
import { type Shape, violates } from './shape.ts'

interface TextRules {
  /** Fewest and most characters. */
  readonly min?: number
  readonly max?: number
  /** Holds for the whole text; of the project's own making, so it cannot run away. */
  readonly pattern?: RegExp
  /** What AWS says instead of its general words when the pattern does not hold. */
  readonly refusal?: string
}

/** A string. Lengths are in characters, as the service models count them. */
export function text({ min = 0, max = Number.POSITIVE_INFINITY, pattern, refusal }: TextRules = {}): Shape<string> {
  return scalar((value, at, check) => {
    if (typeof value !== 'string') throw wrongType(value, 'String')
    const length = value.length > max || value.length < min * 2 ? charactersOf(value) : value.length
    if (length < min) violates(check, value, at, `Member must have length greater than or equal to ${min}`)
    if (length > max) violates(check, value, at, `Member must have length less than or equal to ${max}`)
    if (pattern !== undefined && length <= max && !pattern.test(value)) {
      if (refusal !== undefined) throw awsError('ValidationException', refusal)
      violates(check, value, at, `Member must satisfy regular expression pattern: ${pattern.source}`)
    }
    return value
  })
}

export function enumeration<const T extends string>(...values: readonly T[]): Shape<T> {
  const allowed: ReadonlySet<string> = new Set(values)
  return scalar((value, at, check) => {
    if (typeof value !== 'string') throw wrongType(value, 'String')
    if (!allowed.has(value)) violates(check, value, at, `Member must satisfy enum value set: [${values.join(', ')}]`)
    return value as T // otherwise a problem is noted and the value is never used
  })
}

export function integer({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = {}): Shape<number> {
  return {
    isOptional: false,
    isSensitive: false,
    read(value, at, check) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongType(value, 'Integer')
      if (value < min) violates(check, value, at, `Member must have value greater than or equal to ${min}`)
      if (value > max) violates(check, value, at, `Member must have value less than or equal to ${max}`)
      return value
    },
    fromForm(form, name) {
      const sent = form.get(name)
      return sent !== undefined && /^-?\d{1,16}$/.test(sent) ? Number(sent) : sent
    },
  }
}

export function boolean(): Shape<boolean> {
  return {
    isOptional: false,
    isSensitive: false,
    read(value) {
      if (typeof value !== 'boolean') throw wrongType(value, 'Boolean')
      return value
    },
    fromForm(form, name) {
      const sent = form.get(name)
      return sent === 'true' ? true : sent === 'false' ? false : sent
    },
  }
}

/** Bytes, sent as base64. */
export function blob({ min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {}): Shape<Uint8Array> {
  return scalar((value, at, check) => {
    if (value instanceof Uint8Array) return value // a payload that is the body itself
    if (typeof value !== 'string' || !isBase64(value)) throw wrongType(value, 'Blob')
    const bytes = Buffer.from(value, 'base64')
    if (bytes.length < min) violates(check, value, at, `Member must have length greater than or equal to ${min}`)
    if (bytes.length > max) violates(check, value, at, `Member must have length less than or equal to ${max}`)
    return bytes
  })
}

/** A moment, sent as seconds since 1970 in JSON and as ISO 8601 in a form. */
export function timestamp(): Shape<Date> {
  return scalar((value) => {
    const moment = typeof value === 'number' ? new Date(value * 1000) : typeof value === 'string' ? new Date(value) : undefined
    if (moment === undefined || Number.isNaN(moment.getTime())) throw wrongType(value, 'Timestamp')
    return moment
  })
}

function scalar<T>(read: Shape<T>['read']): Shape<T> {
  return { isOptional: false, isSensitive: false, read, fromForm: (form, name) => form.get(name) }
}

/** Names the kinds only: the value itself may be a secret put in the wrong member. */
export function wrongType(value: unknown, wanted: string): Error {
  const given = Array.isArray(value) ? 'START_ARRAY' : value === null ? 'NULL' : `${typeof value}`.toUpperCase()
  return awsError('SerializationException', `${given}_VALUE can not be converted to a ${wanted}`)
}

function charactersOf(value: string): number {
  let characters = 0
  for (const _ of value) characters++
  return characters
}

function isBase64(value: string): boolean {
  return value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value)
}
