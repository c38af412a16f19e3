import type { Account } from '../../account.ts'
import { type AwsError, awsError } from '../../aws-error.ts'
import type { ParameterRecord, Parameters, ParameterVersion } from './parameters.ts'

export interface FoundParameter {
  /** As the request spells it, without its selector; of an ARN the name it was created with. */
  readonly name: string
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
  const asked = selector === undefined ? name : name.slice(0, -selector.length - 1)
  return {
    name: name.startsWith('arn:') ? record.name : asked,
    key,
    arn,
    record,
    version,
    selector: selector === undefined ? undefined : `:${selector}`,
  }
}

/** A label never begins with a digit, so a number is a version. */
function selectedVersion(record: ParameterRecord, key: string, selector: string, parameters: Parameters): ParameterVersion | undefined {
  if (/^[1-9]\d{0,14}$/.test(selector)) return parameters.version(record, key, Number(selector))
  const at = record.labels?.find(([label]) => label === selector)?.[1]
  return at === undefined ? undefined : parameters.version(record, key, at)
}

/** The newest version that has one of the labels, with the selector that names it; the current one when none is asked for. */
export function labelledVersion(record: ParameterRecord, key: string, labels: readonly string[], parameters: Parameters) {
  const wanted = (record.labels ?? []).filter(([label]) => labels.includes(label)).toSorted(([, a], [, b]) => b - a)[0]
  const version = wanted && parameters.version(record, key, wanted[1])
  return version === undefined ? { version: record.current, selector: undefined } : { version, selector: `:${wanted?.[0]}` }
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

export function versionNotFound(version: string, name: string): AwsError {
  const message = `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`
  return awsError('ParameterVersionNotFound', message)
}

const referencesNotServed =
  'References to Secrets Manager (/aws/reference/secretsmanager/) are not served on loopback yet: read the secret by GetSecretValue'
