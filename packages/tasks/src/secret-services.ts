/** Where values are kept, by the words of AWS's ARNs: Secrets Manager and Parameter Store. */
export const secretServices = ['secretsmanager', 'ssm'] as const

export type SecretService = (typeof secretServices)[number]

/** Source: Systems Manager API Reference, "PutParameter", Type. */
export const parameterTypes = ['SecureString', 'String', 'StringList'] as const

export type ParameterType = (typeof parameterTypes)[number]
