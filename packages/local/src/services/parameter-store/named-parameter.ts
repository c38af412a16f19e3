import { parameterNotFound } from './find-parameter.ts'
import type { ParameterRecord, Parameters } from './parameters.ts'

export interface NamedParameter {
  readonly key: string
  readonly record: ParameterRecord
}

/** A parameter by its name alone: what is changed is named neither by an ARN nor as one of its versions. */
export function peekNamed(name: string, parameters: Parameters): NamedParameter | undefined {
  const reference = name.startsWith('arn:') ? undefined : parameters.reference(name)
  const record = reference === undefined || reference.selector !== undefined ? undefined : parameters.find(reference)
  return reference === undefined || record === undefined ? undefined : { key: reference.key, record }
}

/** @throws AwsError `ParameterNotFound` */
export function namedParameter(name: string, parameters: Parameters): NamedParameter {
  const named = peekNamed(name, parameters)
  if (named === undefined) throw parameterNotFound(name)
  return named
}
