import { awsError } from '../../aws-error.ts'
import { type FilterKey, filterKey } from './filter-keys.ts'
import type { ParameterRecord } from './parameters.ts'

/** A filter as a request sends it. */
export interface SentFilter {
  readonly Key: string
  readonly Option?: string | undefined
  readonly Values?: readonly string[] | undefined
}

/**
 * What passes every filter, each by one of its values.
 * @throws AwsError `InvalidFilterKey`, `InvalidFilterOption` or `InvalidFilterValue`
 */
export function parameterFilter(
  filters: readonly SentFilter[],
  keyNamed: (key: string) => FilterKey = filterKey,
): (record: ParameterRecord) => boolean {
  const keys = new Set<string>()
  for (const { Key } of filters) {
    if (keys.has(Key)) {
      const message = `The following filter is duplicated in the request: ${Key}. A request can contain only one occurrence of a specific filter.`
      throw awsError('InvalidFilterKey', message)
    }
    keys.add(Key)
  }
  const tests = filters.map((filter) => filterTest(filter, keyNamed(filter.Key)))
  return (record) => tests.every((passes) => passes(record))
}

function filterTest(
  { Key, Option, Values = [] }: SentFilter,
  { options, mayLackValues = false, check, passes }: FilterKey,
): (record: ParameterRecord) => boolean {
  // every key has at least one option, the first of which is its default
  const option = Option ?? options[0]!
  if (!options.includes(option)) {
    const message = `The following filter option is not valid: ${option}. Valid options include: [${options.toSorted().join(', ')}].`
    throw awsError('InvalidFilterOption', message)
  }
  if (Values.length === 0 && !mayLackValues) {
    throw awsError('InvalidFilterValue', `The following filter values are missing : null for filter key ${Key}.`)
  }
  for (const value of Values) check?.(value)
  return (record) => passes(record, option, Values)
}
