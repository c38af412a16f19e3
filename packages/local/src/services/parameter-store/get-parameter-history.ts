import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { boolean, integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { pageToken, positionIn } from '../page-token.ts'
import { parameterNotFound } from './find-parameter.ts'
import { managedKey } from './managed-key.ts'
import { onParameter } from './on-parameter.ts'
import { labelsOf } from './parameter-labels.ts'
import { parameterName } from './parameter-shapes.ts'
import type { ParameterRecord, ParameterVersion } from './parameters.ts'
import { shownValue } from './shown-value.ts'

/** Source: Systems Manager API Reference, "GetParameterHistory", `MaxResults`. */
const mostResults = 50

export const getParameterHistory = operation({
  name: 'GetParameterHistory',
  input: {
    Name: parameterName(),
    WithDecryption: optional(boolean()),
    MaxResults: optional(integer({ min: 1, max: mostResults })),
    NextToken: optional(text()),
  },
  permissions: ({ Name }, { parameters }) => [onParameter('ssm:GetParameterHistory', Name, parameters)],
  run({ Name, WithDecryption = false, MaxResults = mostResults, NextToken }, account) {
    const reference = account.parameters.reference(Name)
    // a history is of the parameter, not of one of its versions
    const record = reference === undefined || reference.selector !== undefined ? undefined : account.parameters.find(reference)
    if (reference === undefined || record === undefined) throw parameterNotFound(Name)
    const after = NextToken === undefined ? 0 : versionIn(NextToken, reference.key)
    const rest = account.parameters.versions(record, reference.key).filter(({ version }) => version > after)
    const page = rest.slice(0, MaxResults)
    const last = page.at(-1)
    return {
      Parameters: page.map((version) =>
        told(
          Name.startsWith('arn:') ? record.name : Name,
          record,
          version,
          shownValue(record, reference.key, version, WithDecryption, account),
        ),
      ),
      NextToken: last === undefined || rest.length <= MaxResults ? undefined : pageToken([reference.key, last.version]),
    }
  },
})

function told(name: string, { type, labels }: ParameterRecord, version: ParameterVersion, value: string) {
  return {
    Name: name,
    Type: type,
    KeyId: type === 'SecureString' ? managedKey : undefined,
    LastModifiedDate: new Date(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    Value: value,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Labels: labelsOf(labels, version.version),
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  }
}

/** @throws AwsError `InvalidNextToken` for what is not a token of an earlier page of this parameter */
function versionIn(token: string, key: string): number {
  const [ofParameter, version, ...more] = positionIn(token) ?? []
  if (ofParameter === key && typeof version === 'number' && more.length === 0) return version
  throw awsError('InvalidNextToken', 'The specified token is not valid.')
}
