import type { Account } from '../../../account.ts'
import { authorize } from '../../../authorization/authorize.ts'
import { globalContext } from '../../../authorization/request-context.ts'
import { AwsError } from '../../../aws-error.ts'
import type { FunctionRecord } from '../functions.ts'
import { resourceDecision, resourcePermission } from '../resource-permission.ts'

/**
 * What a request to a function's URL must be allowed.
 * Source: "Control access to Lambda function URLs": since October 2025 both actions, `InvokeFunction` as called through the URL.
 */
function asked({ arn, url }: FunctionRecord) {
  const context = { 'lambda:FunctionUrlAuthType': url?.authType ?? 'NONE', 'lambda:InvokedViaFunctionUrl': 'true' }
  return ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'].map((action) => ({ action, resource: arn, context }))
}

/** The action that nobody may use without signing, or `undefined` when the function's policy lets everybody use it. */
export function refusedToAnyone(record: FunctionRecord): string | undefined {
  return asked(record).find((each) => resourceDecision(record, 'anonymous', each)?.allowed !== true)?.action
}

/** Why a caller who signed may not use it, or `undefined` when it may. */
export function refusedTo(account: Account, record: FunctionRecord, sourceIp: string): string | undefined {
  const permissions = asked(record).map((each) => resourcePermission(record, account, each))
  try {
    authorize(permissions, account, globalContext(account.caller, account.region, sourceIp, account.now()))
    return undefined
  } catch (error) {
    if (error instanceof AwsError) return error.message
    throw error
  }
}
