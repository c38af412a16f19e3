import type { Place } from '../place/place.ts'
import { SallyportError, type SallyportErrorCode } from '../sallyport-error.ts'
import type { AwsFailure } from './client.ts'
import type { Environment } from './credentials/environment.ts'
import { partitionOf } from './endpoint.ts'

/** Why a secret could not be read, in a sentence that says what to do about it. */
export function refusal({ failed, region, name, message, requestId, cause }: AwsFailure, place: Place, env: Environment): SallyportError {
  const secret = place.name
  const isParameter = place.service === 'ssm'
  const thing = `${isParameter ? 'parameter' : 'secret'} ${secret}`
  const told = `AWS in ${region} does not give ${thing} (${name}): `
  const code = /marked for deletion|scheduled for deletion/.test(message) ? 'SECRET_DELETED' : failed
  const sentences: Partial<Record<SallyportErrorCode, string>> = {
    THROTTLED: `${told}raise ttlSeconds or the quota`,
    AWS_UNREACHABLE: `${told}look at the network and the endpoint`,
    CREDENTIALS_REFUSED: `${told}renew the credentials, or set the clock`,
    SECRET_NOT_FOUND: `${thing} does not exist in ${region}: run "sallyport put ${secret}${isParameter ? ' --parameter' : ''}"`,
    SECRET_DELETED: `${thing} is marked for deletion: run "aws secretsmanager restore-secret --secret-id ${secret}"`,
    // A statement that allows does not help against one that denies: then AWS's own message says which.
    ...(!/explicit deny/.test(message) && { ACCESS_DENIED: missingStatement(message, region, place, thing, env) }),
  }
  return new SallyportError(code, {
    message: sentences[code] ?? told + message,
    secret,
    requestId,
    cause: cause ?? Object.assign(new Error(message), { name }),
  })
}

/**
 * Names the very statement that is missing, in AWS's own words where it says them.
 * Source: Service Authorization Reference, "AWS Secrets Manager" (six random characters follow the name) and "AWS Systems Manager".
 */
function missingStatement(message: string, region: string, { service, name }: Place, thing: string, env: Environment): string {
  const [, partition = partitionOf(region)[1], account = '*', who = 'this identity', action, on] =
    /: arn:([^:]+):\w+::(\d+):(\S+).* perform: (\S+) on resource: (\S+)/.exec(message) ?? []
  const [itsAction, itsResource] =
    service === 'ssm'
      ? ['ssm:GetParameters', `parameter/${name.replace(/^\//, '')}`]
      : ['secretsmanager:GetSecretValue', `secret:${name}-??????`]
  const isKey = /access to kms/i.test(message)
  const statement = {
    Effect: 'Allow',
    Action: isKey ? 'kms:Decrypt' : (action ?? itsAction),
    Resource: isKey
      ? 'ARN of its KMS key'
      : /^arn:/.test(on ?? '')
        ? on
        : `arn:${partition}:${service}:${region}:${account}:${itsResource}`,
  }
  return `${who} may not read ${thing}: add ${JSON.stringify(statement)} to its policy, or run "sallyport grant ${env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'FUNCTION'}"`
}
