import type { Condition, Principal, Statement } from '@sallyport/iam'

/** What `AddPermission` is given, in AWS's words. */
export interface PermissionInput {
  readonly StatementId: string
  readonly Action: string
  readonly Principal: string
  readonly SourceArn?: string | undefined
  readonly SourceAccount?: string | undefined
  readonly EventSourceToken?: string | undefined
  readonly PrincipalOrgID?: string | undefined
  readonly FunctionUrlAuthType?: 'NONE' | 'AWS_IAM' | undefined
  readonly InvokedViaFunctionUrl?: boolean | undefined
}

/**
 * The statement that a permission adds to the function's resource policy; `undefined` for a principal that is none.
 * Source: API reference, AddPermission; "Control access to Lambda function URLs" for the condition keys.
 */
export function permissionStatement(input: PermissionInput, functionArn: string, partition: string): Statement | undefined {
  const principal = principalOf(input.Principal, partition)
  if (principal === undefined) return undefined
  const condition = conditionOf(input)
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principal,
    Action: [input.Action],
    Resource: [functionArn],
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  }
}

function principalOf(principal: string, partition: string): Principal | undefined {
  if (principal === '*') return '*'
  if (/^\d{12}$/.test(principal)) return { AWS: [`arn:${partition}:iam::${principal}:root`] }
  if (/^arn:aws[a-z-]*:(iam|sts)::\d{12}:\S+$/.test(principal)) return { AWS: [principal] }
  return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(principal) ? { Service: [principal] } : undefined
}

function conditionOf(input: PermissionInput): Condition {
  const equals = {
    ...(input.SourceAccount !== undefined && { 'AWS:SourceAccount': [input.SourceAccount] }),
    ...(input.EventSourceToken !== undefined && { 'lambda:EventSourceToken': [input.EventSourceToken] }),
    ...(input.PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': [input.PrincipalOrgID] }),
    ...(input.FunctionUrlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': [input.FunctionUrlAuthType] }),
  }
  return {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(input.SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': [input.SourceArn] } }),
    ...(input.InvokedViaFunctionUrl === true && { Bool: { 'lambda:InvokedViaFunctionUrl': ['true'] } }),
  }
}
