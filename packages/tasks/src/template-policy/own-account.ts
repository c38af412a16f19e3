import type { PolicyDocument } from '@sallyport/iam'

/**
 * Stands in a policy for the account and region that a stack is deployed to, where no account is asked which they are. No account has this
 * number, and no region this name.
 */
export const ownAccount = { partition: 'aws', region: 'own-region-1', accountId: '000000000000' } as const

/** The policy in which CloudFormation's pseudo parameters stand, as `Fn::Sub` takes them. Source: CloudFormation User Guide, "Pseudo parameters reference". */
export function withPseudoParameters(policy: PolicyDocument): PolicyDocument {
  return JSON.parse(inOwnStack(JSON.stringify(policy))) as PolicyDocument // other texts, in the places that they had
}

/** A text of a policy, likewise. */
export function inOwnStack(text: string): string {
  const { partition, region, accountId } = ownAccount
  return text
    .replaceAll(
      new RegExp(`arn:${partition}:([a-z]+):${region}:${accountId}:`, 'g'),
      `arn:\${AWS::Partition}:$1:\${AWS::Region}:\${AWS::AccountId}:`,
    )
    .replaceAll(`.${region}.`, `.\${AWS::Region}.`)
}

/** The other way: texts of a template, with what stands there for this account. */
export function withOwnAccount(text: string): string {
  const { partition, region, accountId } = ownAccount
  return text.replaceAll(`\${AWS::Partition}`, partition).replaceAll(`\${AWS::Region}`, region).replaceAll(`\${AWS::AccountId}`, accountId)
}
