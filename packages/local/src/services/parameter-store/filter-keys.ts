import { awsError } from '../../aws-error.ts'
import { managedKey } from './managed-key.ts'
import type { ParameterRecord } from './parameters.ts'
import { checkOwnPath, isBelow } from './path-filter.ts'

/** A key that DescribeParameters filters by: which options it has, and what it lets through. */
export interface FilterKey {
  /** The first is the one that is meant when none is said. */
  readonly options: readonly string[]
  /** Whether a filter without values has a meaning. */
  readonly mayLackValues?: boolean
  check?(value: string): void
  passes(record: ParameterRecord, option: string, values: readonly string[]): boolean
}

/** Source: Systems Manager API Reference, "ParameterStringFilter": every key has Equals and BeginsWith, Name Contains as well, Path others. */
const keys: Readonly<Record<string, FilterKey>> = {
  Path: {
    options: ['OneLevel', 'Recursive'],
    check: checkOwnPath,
    passes: ({ name }, option, paths) => paths.some((path) => isBelow(name, path, option === 'Recursive')),
  },
  Name: {
    options: ['Equals', 'BeginsWith', 'Contains'],
    passes: ({ name }, option, values) => values.some((value) => matches(name, option, value) || isSameName(name, option, value)),
  },
  Type: textKey(({ type }) => type, ['String', 'StringList', 'SecureString']),
  KeyId: textKey(({ type }) => (type === 'SecureString' ? managedKey : undefined)),
  Tier: textKey(({ current }) => current.tier, ['Standard', 'Advanced', 'Intelligent-Tiering']),
  DataType: textKey(({ current }) => current.dataType),
}

/** Source: Systems Manager API Reference, "GetParametersByPath", `ParameterFilters`. */
const pathKeys: Readonly<Record<string, FilterKey | undefined>> = {
  Type: keys['Type'],
  KeyId: keys['KeyId'],
  Label: {
    options: ['Equals'],
    passes: ({ labels = [] }, _option, values) => labels.some(([label]) => values.includes(label)),
  },
}

/**
 * A key that DescribeParameters knows.
 * @throws AwsError `InvalidFilterKey`
 */
export function filterKey(key: string): FilterKey {
  return key.startsWith('tag:') ? tagKey(key.slice('tag:'.length)) : keyIn(keys, key)
}

/**
 * A key that GetParametersByPath knows.
 * @throws AwsError `InvalidFilterKey`
 */
export function pathFilterKey(key: string): FilterKey {
  return keyIn(pathKeys, key)
}

function keyIn(known: Readonly<Record<string, FilterKey | undefined>>, key: string): FilterKey {
  const found = Object.hasOwn(known, key) ? known[key] : undefined
  if (found !== undefined) return found
  const valid = Object.keys(known).join(', ')
  throw awsError('InvalidFilterKey', `The following filter key is not valid: ${key}. Valid filter keys include: [${valid}].`)
}

function tagKey(name: string): FilterKey {
  const tagValue = ({ tags }: ParameterRecord) => tags.find(([key]) => key === name)?.[1]
  const byValue = textKey(tagValue)
  return {
    ...byValue,
    mayLackValues: true,
    passes: (record, option, values) => (values.length === 0 ? tagValue(record) !== undefined : byValue.passes(record, option, values)),
  }
}

function textKey(textOf: (record: ParameterRecord) => string | undefined, valid?: readonly string[]): FilterKey {
  return {
    options: ['Equals', 'BeginsWith'],
    check(value) {
      if (valid === undefined || valid.includes(value)) return
      const message = `The following filter value is not valid: ${value}. Valid values include: [${valid.join(', ')}].`
      throw awsError('InvalidFilterOption', message)
    },
    passes(record, option, values) {
      const text = textOf(record)
      return text !== undefined && values.some((value) => matches(text, option, value))
    },
  }
}

function matches(text: string, option: string, value: string): boolean {
  if (option === 'BeginsWith') return text.startsWith(value)
  return option === 'Contains' ? text.includes(value) : text === value
}

/** A name of one level is the same parameter with and without its slash. */
function isSameName(name: string, option: string, value: string): boolean {
  return option === 'Equals' && name.replace(/^\//, '') === value.replace(/^\//, '')
}
