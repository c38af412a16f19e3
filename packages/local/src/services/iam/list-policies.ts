import type { Account } from '../../account.ts'
import { operation } from '../../operation.ts'
import { boolean, enumeration } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import type { ManagedPolicy } from './managed-policies/managed-policies.ts'
import { listedPolicy } from './managed-policies/policy-answer.ts'
import { policyPath } from './managed-policies/policy-shapes.ts'
import { pageInput, pageOf } from './page.ts'

export const listPolicies = operation({
  name: 'ListPolicies',
  input: {
    Scope: optional(enumeration('All', 'AWS', 'Local')),
    OnlyAttached: optional(boolean()),
    PathPrefix: optional(policyPath()),
    PolicyUsageFilter: optional(enumeration('PermissionsPolicy', 'PermissionsBoundary')),
    ...pageInput,
  },
  permissions: ({ PathPrefix = '/' }) => [{ action: 'iam:ListPolicies', resource: '*', shownAs: `policy path ${PathPrefix}` }],
  run({ Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter, ...asked }, account) {
    const attachments = account.roles.attachmentsByPolicy()
    const isWanted = ({ arn, path }: ManagedPolicy) =>
      path.startsWith(PathPrefix) && (!OnlyAttached || attachments.has(arn)) && PolicyUsageFilter !== 'PermissionsBoundary' // nothing is used as one here
    const { page, end } = pageOf([...policiesIn(Scope, account)].filter(isWanted), ({ arn }) => arn, asked)
    return { Policies: page.map((policy) => listedPolicy(policy, attachments.get(policy.arn) ?? 0)), ...end }
  },
})

function* policiesIn(scope: 'All' | 'AWS' | 'Local', { managedPolicies }: Account): Generator<ManagedPolicy> {
  if (scope !== 'AWS') yield* managedPolicies.own()
  if (scope !== 'Local') yield* managedPolicies.aws()
}
