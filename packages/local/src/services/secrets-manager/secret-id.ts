import { text } from '../../shapes/scalars.ts'

/**
 * A secret by its name, its ARN, or its ARN without the six characters at the end.
 * Source: Secrets Manager API Reference, "GetSecretValue", SecretId; the refusal comes before anything else.
 */
export function secretId() {
  return text({
    min: 1,
    max: 2048,
    pattern: /^(arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:)?[\w/+=.@!-]+$/,
    refusal: invalidName,
  })
}

export const invalidName = 'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!'

const suffix = /-[A-Za-z0-9]{6}$/

/** What a SecretId says: a name, or an ARN and the names it may stand for. */
export function namesIn(id: string): { readonly arn: string | undefined; readonly names: readonly string[] } {
  if (!id.startsWith('arn:')) return { arn: undefined, names: [id] }
  const name = id.split(':').slice(6).join(':')
  // an ARN that ends like a whole one is taken for a whole one, also when it is the partial ARN of a name that ends so:
  // Secrets Manager User Guide, "Secrets Manager secret", advises against such names for this reason
  return { arn: id, names: suffix.test(name) ? [name.slice(0, -7)] : [name] }
}

/** Whether an ARN is the secret's, with or without its last six characters. */
export function standsFor(arn: string, secretArn: string): boolean {
  return arn === secretArn || arn === secretArn.slice(0, -7)
}
