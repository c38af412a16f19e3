import { requestTags } from '../../authorization/request-tags.ts'
import { awsError } from '../../aws-error.ts'
import { uniqueId } from '../../identity/identifiers.ts'
import { operation } from '../../operation.ts'
import { text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { checkIamTags } from './iam-tags.ts'
import type { ManagedPolicy } from './managed-policies/managed-policies.ts'
import { policyAnswer } from './managed-policies/policy-answer.ts'
import { policyPath } from './managed-policies/policy-shapes.ts'
import { checkedPolicy, policyCharacters } from './policy-refusal.ts'
import { iamTags, policyDocument, policyName } from './role-shapes.ts'

/** Characters of a managed policy. Source: IAM User Guide, "IAM and AWS STS quotas". */
const mostCharacters = 6144

export const createPolicy = operation({
  name: 'CreatePolicy',
  changes: true,
  input: {
    PolicyName: policyName(),
    PolicyDocument: policyDocument(),
    Path: optional(policyPath()),
    Description: optional(text({ max: 1000 })),
    Tags: optional(iamTags()),
  },
  permissions({ PolicyName, Path = '/', Tags = [] }, { managedPolicies }) {
    const shared = {
      resource: managedPolicies.newArn(Path, PolicyName),
      isNew: true as const,
      shownAs: `policy ${PolicyName}`,
      context: requestTags(Tags),
    }
    const create = { action: 'iam:CreatePolicy', ...shared }
    // a policy made with tags takes the right to tag as well. Source: IAM User Guide, "Tags for customer managed policies"
    return Tags.length === 0 ? [create] : [create, { ...shared, action: 'iam:TagPolicy' }]
  },
  run({ PolicyName, PolicyDocument, Path = '/', Description, Tags }, { managedPolicies, now }) {
    if (managedPolicies.named(PolicyName) !== undefined) {
      const message = `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`
      throw awsError('EntityAlreadyExists', message, { status: 409 })
    }
    checkedPolicy(PolicyDocument, 'identity')
    if (policyCharacters(PolicyDocument) > mostCharacters) {
      throw awsError('LimitExceeded', `Cannot exceed quota for PolicySize: ${mostCharacters}`, { status: 409 })
    }
    checkIamTags(Tags ?? [])
    const createdAt = now().getTime()
    const policy: ManagedPolicy = {
      name: PolicyName,
      path: Path,
      arn: managedPolicies.newArn(Path, PolicyName),
      id: uniqueId('ANPA'),
      document: PolicyDocument,
      versionId: 'v1',
      createdAt,
      versionCreatedAt: createdAt,
      ...(Description === undefined ? {} : { description: Description }),
      ...(Tags === undefined ? {} : { tags: Tags.map(({ Key, Value }) => [Key, Value] as const) }),
    }
    managedPolicies.save(policy)
    return { Policy: policyAnswer(policy, 0) }
  },
  responseElements: ({ Policy }) => ({
    policy: { policyName: Policy.PolicyName, policyId: Policy.PolicyId, arn: Policy.Arn, path: Policy.Path },
  }),
})
