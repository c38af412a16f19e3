import type { Account } from '../../account.ts'
import { operation } from '../../operation.ts'
import { list, structure } from '../../shapes/containers.ts'
import { boolean, integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { pathFilterKey } from './filter-keys.ts'
import { type FoundParameter, labelledVersion } from './find-parameter.ts'
import { parameterAnswer } from './parameter-answer.ts'
import { parameterFilter } from './parameter-filter.ts'
import { keyOf } from './parameter-name.ts'
import { filterValues, parameterFilterKey, parameterName } from './parameter-shapes.ts'
import type { ParameterRecord } from './parameters.ts'
import { parametersPage } from './parameters-page.ts'
import { checkPath, isBelow } from './path-filter.ts'

/** Source: Systems Manager API Reference, "GetParametersByPath", `MaxResults`. */
const mostResults = 10

export const getParametersByPath = operation({
  name: 'GetParametersByPath',
  input: {
    Path: parameterName(),
    Recursive: optional(boolean()),
    ParameterFilters: optional(
      list(structure({ Key: parameterFilterKey(), Option: optional(text({ min: 1, max: 10 })), Values: optional(filterValues()) })),
    ),
    WithDecryption: optional(boolean()),
    MaxResults: optional(integer({ min: 1, max: mostResults })),
    NextToken: optional(text()),
  },
  // the right is on the path: what is below it is not asked for one by one. Source: "GetParametersByPath", `Recursive`
  permissions: ({ Path, Recursive }, { parameters }) => [
    {
      action: 'ssm:GetParametersByPath',
      resource: parameters.arnOfPath(Path),
      context: { 'ssm:Recursive': Recursive === undefined ? undefined : String(Recursive) },
    },
  ],
  run({ Path, Recursive = false, ParameterFilters = [], WithDecryption = false, MaxResults = mostResults, NextToken }, account) {
    checkPath(Path)
    const labels = ParameterFilters.find(({ Key }) => Key === 'Label')?.Values ?? []
    const passesFilters = parameterFilter(ParameterFilters, pathFilterKey)
    const passes = (record: ParameterRecord) => isBelow(record.name, Path, Recursive) && passesFilters(record)
    const { page, nextToken } = parametersPage(account.parameters, passes, MaxResults, NextToken)
    return {
      Parameters: page.map((record) => parameterAnswer(foundByPath(record, labels, account), WithDecryption, account)),
      NextToken: nextToken,
    }
  },
})

function foundByPath(record: ParameterRecord, labels: readonly string[], { parameters }: Account): FoundParameter {
  const { name } = record
  const key = keyOf(name)
  return { name, key, arn: parameters.arnOf(name), record, ...labelledVersion(record, key, labels, parameters) }
}
