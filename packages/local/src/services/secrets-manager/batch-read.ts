import { randomUUID } from 'node:crypto'
import type { Account } from '../../account.ts'
import { authorize } from '../../authorization/authorize.ts'
import { globalContext } from '../../authorization/request-context.ts'
import { AwsError } from '../../aws-error.ts'
import type { WireObject } from '../../wire/wire-value.ts'
import { onSecret } from './on-secret.ts'
import { readSecret } from './read-secret.ts'

/** Reads a secret of a batch as GetSecretValue would: with its right, its errors and its record on the trail. */
export function readOneOfBatch(secretId: string, account: Account): WireObject | AwsError {
  const outcome = attempt(() => {
    const { secrets, caller, region, request, now } = account
    if (request?.isEnforcing) {
      const context = globalContext(caller, region, request.sourceIp, now())
      authorize([onSecret('secretsmanager:GetSecretValue', secretId, secrets)], account, context)
    }
    return readSecret(secrets.findUndeleted(secretId), { id: undefined, stage: undefined }, secrets)
  })
  recordRead(secretId, outcome, account)
  return outcome
}

/** Source: Secrets Manager API Reference, "BatchGetSecretValue": a GetSecretValue log entry for each secret. */
function recordRead(secretId: string, outcome: WireObject | AwsError, { trail, secrets, caller, region, request }: Account): void {
  const refusal = outcome instanceof AwsError ? outcome : undefined
  trail.record({
    requestId: randomUUID(),
    eventSource: 'secretsmanager.amazonaws.com',
    eventName: 'GetSecretValue',
    isReadOnly: true,
    region,
    caller,
    sourceIp: request?.sourceIp ?? '',
    userAgent: request?.userAgent ?? '',
    requestParameters: { secretId },
    responseElements: null,
    error: refusal && { code: refusal.code === 'AccessDeniedException' ? 'AccessDenied' : refusal.code, message: refusal.message },
    resources: [secrets.arnOf(secretId)],
    showsResources: false,
  })
}

function attempt<T>(read: () => T): T | AwsError {
  try {
    return read()
  } catch (error) {
    if (error instanceof AwsError) return error
    throw error
  }
}
