import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { list, structure } from '../../shapes/containers.ts'
import { boolean, enumeration, integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { managedKey } from './managed-key.ts'
import { parameterFilter } from './parameter-filter.ts'
import { filterValues, parameterFilterKey } from './parameter-shapes.ts'
import type { ParameterRecord } from './parameters.ts'
import { parametersPage } from './parameters-page.ts'

/** Parameters of one page, at most and unless asked for fewer. Source: Systems Manager API Reference, "DescribeParameters", `MaxResults`. */
const mostResults = 50

export const describeParameters = operation({
  name: 'DescribeParameters',
  input: {
    Filters: optional(list(structure({ Key: enumeration('Name', 'Type', 'KeyId'), Values: filterValues() }))),
    ParameterFilters: optional(
      list(
        structure({
          Key: parameterFilterKey(),
          Option: optional(text({ min: 1, max: 10 })),
          Values: optional(filterValues()),
        }),
      ),
    ),
    MaxResults: optional(integer({ min: 1, max: mostResults })),
    NextToken: optional(text()),
    Shared: optional(boolean()),
  },
  permissions: () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
  run({ Filters, ParameterFilters, MaxResults = mostResults, NextToken, Shared = false }, { parameters }) {
    if (Filters !== undefined && ParameterFilters !== undefined) {
      throw awsError('ValidationException', 'You can use either Filters or ParameterFilters in a single request.')
    }
    // the older filters match by the beginning. Source: Systems Manager API Reference, "ParametersFilter"
    const filters = ParameterFilters ?? Filters?.map((each) => ({ ...each, Option: 'BeginsWith' })) ?? []
    const passes = parameterFilter(filters)
    const isShared = () => false // other accounts share nothing here
    const { page, nextToken } = parametersPage(parameters, Shared ? isShared : passes, MaxResults, NextToken)
    return { Parameters: page.map((record) => described(record, parameters.arnOf(record.name))), NextToken: nextToken }
  },
})

function described({ name, type, current }: ParameterRecord, arn: string) {
  return {
    Name: name,
    ARN: arn,
    Type: type,
    KeyId: type === 'SecureString' ? managedKey : undefined,
    LastModifiedDate: new Date(current.modifiedAt),
    LastModifiedUser: current.modifiedBy,
    Description: current.description,
    AllowedPattern: current.allowedPattern,
    Version: current.version,
    Tier: current.tier,
    Policies: [],
    DataType: current.dataType,
  }
}
