/** Where values are kept, by the words of AWS's ARNs: Secrets Manager and Parameter Store. */
export const secretServices = ['secretsmanager', 'ssm'] as const

export type SecretService = (typeof secretServices)[number]

interface InWords {
  /** What is kept there: `secret`. */
  readonly word: string
  /** What a command takes beside a name to mean it. */
  readonly flags: readonly string[]
}

/** How a person says and types which of them. */
export const serviceInWords: Readonly<Record<SecretService, InWords>> = {
  secretsmanager: { word: 'secret', flags: [] },
  ssm: { word: 'parameter', flags: ['--parameter'] },
}

/** The service that is meant where only `parameter` says it. */
export function serviceFor(parameter: boolean): SecretService {
  return parameter ? 'ssm' : 'secretsmanager'
}

/** The service of a name of which nothing else is known: a path is a parameter's. */
export function serviceOfName(name: string): SecretService {
  return serviceFor(name.startsWith('/'))
}

/** Source: Systems Manager API Reference, "PutParameter", Type. */
export const parameterTypes = ['SecureString', 'String', 'StringList'] as const

export type ParameterType = (typeof parameterTypes)[number]
