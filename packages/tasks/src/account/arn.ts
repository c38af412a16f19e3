import type { AccountDescription } from './account.ts'

export type Where = Pick<AccountDescription, 'partition' | 'region' | 'accountId'>

/**
 * The ARN of a secret.
 * @param suffix the six characters that AWS adds to the name, or a pattern for them
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Secrets Manager".
 */
export function secretArn(name: string, suffix: string, { partition, region, accountId }: Where): string {
  return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-${suffix}`
}

/** The ARN of a parameter. Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Systems Manager". */
export function parameterArn(name: string, { partition, region, accountId }: Where): string {
  return `arn:${partition}:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}` // the name's own slash is the ARN's
}

/** The ARN of what IAM keeps, which has no region. @param resource such as `role/checkout-role` */
export function iamArn(resource: string, { partition, accountId }: Where): string {
  return `arn:${partition}:iam::${accountId}:${resource}`
}
