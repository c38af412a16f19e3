import { wrongType } from './scalars.ts'
import { type Check, type Fields, type InputOf, memberName, type Shape, violates } from './shape.ts'

interface Sizes {
  readonly min?: number
  readonly max?: number
}

export function list<T>(member: Shape<T>, { min = 0, max = Number.POSITIVE_INFINITY }: Sizes = {}): Shape<readonly T[]> {
  return {
    isOptional: false,
    isSensitive: member.isSensitive,
    read(value, at, check) {
      if (!Array.isArray(value)) throw wrongType(value, 'List')
      if (value.length < min) violates(check, value, at, `Member must have length greater than or equal to ${min}`)
      if (value.length > max) {
        violates(check, value.slice(0, max), at, `Member must have length less than or equal to ${max}`)
        return []
      }
      return value.map((each, index) => member.read(each, `${at}.${index + 1}.member`, check))
    },
    fromForm(form, name) {
      const values: unknown[] = []
      for (let index = 1; ; index++) {
        const value = member.fromForm(form, `${name}.member.${index}`)
        if (value === undefined) break
        values.push(value)
      }
      return values.length > 0 || form.has(name) ? values : undefined // `Tags=` is an empty list
    },
  }
}

/** Members the table does not name are ignored, as AWS does; one that is null counts as not sent. */
export function structure<F extends Fields>(fields: F): Shape<InputOf<F>> {
  const members = Object.entries(fields).map(([name, shape]) => ({ name, shownName: memberName(name), shape }))
  return {
    isOptional: false,
    isSensitive: members.some(({ shape }) => shape.isSensitive),
    read(value, at, check) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(value, 'Structure')
      const sent = value as Readonly<Record<string, unknown>> // an object of parsed JSON, or of `fromForm`
      const read: Record<string, unknown> = {}
      for (const { name, shownName, shape } of members) {
        const member = sent[name]
        const memberAt = at === '' ? shownName : `${at}.${shownName}`
        if (member !== undefined && member !== null) read[name] = shape.read(member, memberAt, check)
        else if (!shape.isOptional) missing(check, memberAt)
      }
      return read as InputOf<F> // each member was read by its own shape
    },
    fromForm(form, name) {
      const read: Record<string, unknown> = {}
      for (const { name: member, shape } of members) {
        const value = shape.fromForm(form, name === '' ? member : `${name}.${member}`)
        if (value !== undefined) read[member] = value
      }
      return name === '' || Object.keys(read).length > 0 ? read : undefined
    },
  }
}

export function map<T>(value: Shape<T>, { max = Number.POSITIVE_INFINITY }: Sizes = {}): Shape<Readonly<Record<string, T>>> {
  return {
    isOptional: false,
    isSensitive: value.isSensitive,
    read(sent, at, check) {
      if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw wrongType(sent, 'Map')
      const entries = Object.entries(sent)
      if (entries.length > max) violates(check, entries.length, at, `Member must have length less than or equal to ${max}`)
      return Object.fromEntries(entries.map(([key, each]) => [key, value.read(each, `${at}.${key}.member`, check)]))
    },
    fromForm(form, name) {
      const entries: [string, unknown][] = []
      for (let index = 1; ; index++) {
        const key = form.get(`${name}.entry.${index}.key`)
        if (key === undefined) break
        entries.push([key, value.fromForm(form, `${name}.entry.${index}.value`)])
      }
      return entries.length > 0 ? Object.fromEntries(entries) : undefined
    },
  }
}

function missing(check: Check, at: string): void {
  check.problems.push(`Value null at '${at}' failed to satisfy constraint: Member must not be null`)
}
