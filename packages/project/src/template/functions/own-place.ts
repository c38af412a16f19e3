const start = '^arn:(?:\\$\\{AWS::Partition\\}|aws(?:-[a-z]+)*)'
const own = '\\$\\{AWS::Region\\}:\\$\\{AWS::AccountId\\}'
const secretArn = new RegExp(`${start}:secretsmanager:${own}:secret:([A-Za-z0-9/_+=.@!-]+)$`)
const parameterArn = new RegExp(`${start}:ssm:${own}:parameter(/[A-Za-z0-9/_.-]+)$`)

/**
 * The name in an ARN whose region and account are the stack's own, as in
 * `arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/stripe-AbCdEf`.
 * What ends in a hyphen and six characters is a whole ARN, as it is to Secrets Manager.
 * Source: Secrets Manager API Reference, "GetSecretValue" (SecretId).
 */
export function ownPlaceNamedBy(pattern: string): { service: 'secretsmanager' | 'ssm'; name: string } | undefined {
  const [, secret] = secretArn.exec(pattern) ?? []
  if (secret !== undefined) return { service: 'secretsmanager', name: secret.replace(/-[A-Za-z0-9]{6}$/, '') }
  // Of `parameter/x` it cannot be told whether its name is `x` or `/x`; a name with a slash inside begins with one.
  const [, parameter] = parameterArn.exec(pattern) ?? []
  return parameter?.slice(1).includes('/') ? { service: 'ssm', name: parameter } : undefined
}
