import type { Account } from '../../account.ts'
import { type AwsError, awsError } from '../../aws-error.ts'
import type { ParameterRecord, Parameters, ParameterVersion } from './parameters.ts'

export interface FoundParameter {
  readonly key: string
  readonly arn: string
  readonly record: ParameterRecord
  readonly version: ParameterVersion
  /** As the request has it, with its colon. */
  readonly selector: string | undefined
}

/** The version of a parameter that a name, an ARN or either with a selector asks for, or the error that GetParameter answers. */
export function findParameter(name: string, { parameters }: Account): FoundParameter | AwsError {
  const reference = parameters.reference(name)
  if (reference === undefined) return unknownName(name)
  const { key, selector, arn } = reference
  if (key.startsWith('aws/reference/secretsmanager/')) return awsError('ValidationException', referencesNotServed)
  const record = parameters.find(reference)
  if (record === undefined) return parameterNotFound(name)
  const version = selector === undefined ? record.current : selectedVersion(record, key, selector, parameters)
  if (version === undefined) return versionNotFound(selector ?? '', record.name)
  return { key, arn, record, version, selector: selector === undefined ? undefined : `:${selector}` }
}

/** Labels are not there yet: a selector that is no number selects nothing. */
function selectedVersion(record: ParameterRecord, key: string, selector: string, parameters: Parameters): ParameterVersion | undefined {
  return /^[1-9]\d{0,14}$/.test(selector) ? parameters.version(record, key, Number(selector)) : undefined
}

export function parameterNotFound(name: string): AwsError {
  return awsError('ParameterNotFound', `Parameter ${name} not found.`)
}

/** Two colons are a name that is not there; anything else is a name that cannot be. */
function unknownName(name: string): AwsError {
  if (!name.startsWith('arn:') && /^[^:]*:[^:]*:/.test(name)) return parameterNotFound(name)
  return awsError(
    'ValidationException',
    'Invalid parameter name. Please use correct syntax for referencing a version/label  <name>:<version/label>',
  )
}

function versionNotFound(version: string, name: string): AwsError {
  const message = `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`
  return awsError('ParameterVersionNotFound', message)
}

const referencesNotServed =
  'References to Secrets Manager (/aws/reference/secretsmanager/) are not served on loopback yet: read the secret by GetSecretValue'
