/** Where values are kept, by the words of AWS's ARNs: Secrets Manager and Parameter Store. */
export const secretServices = ['secretsmanager', 'ssm'] as const

export type SecretService = (typeof secretServices)[number]
