import { parsePolicy, type Requester, type ResourcePolicyDecision, resourcePolicyAllows } from '@sallyport/iam'
import type { Account } from '../../account.ts'
import type { Permission } from '../../authorization/permission.ts'
import type { FunctionRecord } from './functions.ts'

interface Asked {
  readonly action: string
  readonly resource: string
  readonly context?: Readonly<Record<string, string>>
}

/** What the function's own policy says; `undefined` when it has none. */
export function resourceDecision(
  record: FunctionRecord | undefined,
  principal: Requester,
  { action, resource, context = {} }: Asked,
): ResourcePolicyDecision | undefined {
  if (record?.policy === undefined) return undefined
  return resourcePolicyAllows(parsePolicy(record.policy, { kind: 'resource' }), { principal, action, resource, context })
}

/**
 * A right that the function's policy may give as well as the caller's own.
 * Source: IAM User Guide, "Policy evaluation logic": within one account either is enough.
 */
export function resourcePermission(record: FunctionRecord | undefined, { caller }: Account, asked: Asked): Permission {
  const decision = resourceDecision(record, { arn: caller.arn, accountId: caller.accountId }, asked)
  const decides = decision !== undefined && (decision.allowed || decision.reason === 'explicitDeny')
  return decides ? { ...asked, resourcePolicy: decision } : asked
}
