import { awsError } from '../../aws-error.ts'
import { checkAllowedPattern } from './allowed-pattern.ts'
import { type Tier, tierFor } from './parameter-tier.ts'
import type { ParameterRecord, ParameterType, ParameterVersion } from './parameters.ts'

/** What PutParameter was sent that makes the next version of a parameter. */
export interface SentVersion {
  readonly Value: string
  readonly Type?: ParameterType | undefined
  readonly Description?: string | undefined
  readonly AllowedPattern?: string | undefined
  readonly Tier?: Tier | 'Intelligent-Tiering' | undefined
  readonly DataType?: string | undefined
}

/** Source: Systems Manager API Reference, "PutParameter", `DataType`. */
const dataTypes: readonly string[] = ['text', 'aws:ec2:image', 'aws:ssm:integration']

/** A version before its value is sealed, and the type of its parameter. */
export interface NextVersion extends Omit<ParameterVersion, 'sealed' | 'modifiedAt' | 'modifiedBy'> {
  readonly type: ParameterType
}

/**
 * The version that a request adds; what it does not say stays as it was.
 * @throws AwsError when the value does not fit, or the parameter may not become this
 */
export function nextVersion(sent: SentVersion, before: ParameterRecord | undefined): NextVersion {
  const type = typeFor(sent.Type, before?.type)
  const dataType = sent.DataType ?? before?.current.dataType ?? 'text'
  if (!dataTypes.includes(dataType)) {
    throw awsError('ValidationException', `The following data type is not supported: ${dataType} (Data type names are all lowercase.)`)
  }
  refuseNesting(sent.Value)
  const tier = tierFor(sent.Value, sent.Tier, before?.current.tier)
  const description = sent.Description ?? before?.current.description
  const allowedPattern = sent.AllowedPattern ?? before?.current.allowedPattern
  if (allowedPattern) checkAllowedPattern(allowedPattern, sent.Value)
  return {
    type,
    version: (before?.current.version ?? 0) + 1,
    tier,
    dataType,
    ...(description ? { description } : {}),
    ...(allowedPattern ? { allowedPattern } : {}),
  }
}

function typeFor(sent: ParameterType | undefined, before: ParameterType | undefined): ParameterType {
  const type = sent ?? before
  if (type === undefined) throw awsError('ValidationException', 'A parameter type is required when you create a parameter.')
  if (before !== undefined && type !== before) {
    const message = `The parameter is of type ${before} and cannot become ${type}: delete it, or create another under a new name`
    throw awsError('HierarchyTypeMismatchException', message)
  }
  return type
}

/** Source: Systems Manager API Reference, "PutParameter", `Value`: "You can't include values wrapped in double brackets {{}}". */
function refuseNesting(value: string): void {
  const opened = value.indexOf('{{')
  if (opened >= 0 && value.includes('}}', opened + 2)) {
    throw awsError('ValidationException', 'Parameter value can\'t nest another parameter. Do not use "{{}}" in the value')
  }
}
