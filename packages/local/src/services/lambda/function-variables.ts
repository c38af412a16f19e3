import { awsError } from '../../aws-error.ts'

/** Source: "Working with Lambda environment variables", reserved environment variables. */
const reservedNames = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
])

/** Bytes of all names and values together. Source: "Lambda quotas", environment variables (4 KB). */
const maxVariablesBytes = 4096

/** Why Lambda would not take these variables, in its words but without a value; `undefined` when it takes them. */
export function refusalOfVariables(variables: Readonly<Record<string, string>>): string | undefined {
  const begin = 'Lambda was unable to configure your environment variables because the environment variables you have provided'
  const reserved = Object.keys(variables).filter((name) => reservedNames.has(name))
  if (reserved.length > 0) {
    return `${begin} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`
  }
  // the system ends a variable at a zero byte
  const unusable = Object.entries(variables).find(([name, value]) => !/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name) || value.includes('\0'))
  if (unusable !== undefined) {
    return `${begin} contains a name that does not satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+, or a value with a zero byte.`
  }
  const bytes = Buffer.byteLength(JSON.stringify(variables))
  return bytes > maxVariablesBytes ? `${begin} exceeded the 4KB limit.` : undefined
}

/** @throws AwsError `InvalidParameterValueException` */
export function checkVariables(variables: Readonly<Record<string, string>>): void {
  const refusal = refusalOfVariables(variables)
  if (refusal !== undefined) throw awsError('InvalidParameterValueException', refusal)
}
