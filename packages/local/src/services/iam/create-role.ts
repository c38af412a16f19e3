import { requestTags } from '../../authorization/request-tags.ts'
import { awsError } from '../../aws-error.ts'
import { uniqueId } from '../../identity/identifiers.ts'
import { operation } from '../../operation.ts'
import { integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { checkIamTags } from './iam-tags.ts'
import { checkedPolicy, policyCharacters } from './policy-refusal.ts'
import { roleAnswer } from './role-answer.ts'
import { iamTags, policyDocument, roleName } from './role-shapes.ts'
import { unknownPrincipal } from './unknown-principal.ts'

/** Characters of a role's trust policy. Source: IAM User Guide, "IAM and AWS STS quotas" (2,048 unless raised). */
const mostTrustCharacters = 2048

export const createRole = operation({
  name: 'CreateRole',
  changes: true,
  input: {
    RoleName: roleName(),
    AssumeRolePolicyDocument: policyDocument(),
    Path: optional(text({ min: 1, max: 512, pattern: /^(?:\/|\/[!-~]+\/)$/ })),
    Description: optional(text({ max: 1000, pattern: /^[\t\n\r -~\u00a1-\u00ff]*$/ })),
    MaxSessionDuration: optional(integer({ min: 3600, max: 43_200 })),
    PermissionsBoundary: optional(text({ min: 20, max: 2048 })),
    Tags: optional(iamTags()),
  },
  permissions({ RoleName, Path = '/', PermissionsBoundary, Tags = [] }, { roles }) {
    const resource = roles.newArn(Path, RoleName)
    const context = requestTags(Tags)
    const create = { action: 'iam:CreateRole', resource, context: { ...context, 'iam:PermissionsBoundary': PermissionsBoundary } }
    // a role made with tags takes the right to tag as well. Source: IAM API Reference, "CreateRole", `Tags`
    return Tags.length === 0 ? [create] : [create, { action: 'iam:TagRole', resource, context }]
  },
  run({ RoleName, AssumeRolePolicyDocument, Path = '/', Description, MaxSessionDuration = 3600, PermissionsBoundary, Tags }, account) {
    const { roles, now } = account
    if (PermissionsBoundary !== undefined) {
      // a boundary that was taken and not enforced would be an allow
      throw awsError('InvalidInput', 'Permissions boundaries are not enforced here yet: leave PermissionsBoundary out')
    }
    if (roles.find(RoleName) !== undefined) {
      throw awsError('EntityAlreadyExists', `Role with name ${RoleName} already exists.`, { status: 409 })
    }
    const unknown = unknownPrincipal(checkedPolicy(AssumeRolePolicyDocument, 'trust'), account)
    if (unknown !== undefined) throw awsError('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${unknown}"`)
    if (policyCharacters(AssumeRolePolicyDocument) > mostTrustCharacters) {
      throw awsError('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${mostTrustCharacters}`, { status: 409 })
    }
    checkIamTags(Tags ?? [])
    const role = {
      name: RoleName,
      path: Path,
      arn: roles.newArn(Path, RoleName),
      id: uniqueId('AROA'),
      trustPolicy: AssumeRolePolicyDocument,
      inlinePolicies: [],
      createdAt: now().getTime(),
      maxSessionSeconds: MaxSessionDuration,
      ...(Description === undefined ? {} : { description: Description }),
      ...(Tags === undefined ? {} : { tags: Tags.map(({ Key, Value }) => [Key, Value] as const) }),
    }
    roles.save(role)
    return { Role: roleAnswer(role) }
  },
  responseElements: ({ Role }) => ({ role: { roleName: Role.RoleName, roleId: Role.RoleId, arn: Role.Arn, path: Role.Path } }),
})
