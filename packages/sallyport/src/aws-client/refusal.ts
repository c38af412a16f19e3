import type { Place } from '../place/place.ts'
import { SallyportError, type SallyportErrorCode } from '../sallyport-error.ts'
import type { AwsFailure } from './client.ts'
import type { Environment } from './credentials/environment.ts'
import { partitionOf } from './endpoint.ts'

/** Why a secret could not be read, in a sentence that says what to do about it. */
export function refusal(failure: AwsFailure, place: Place, env: Environment): SallyportError {
  const { failed, region, name, message, requestId } = failure
  const secret = place.name
  const thing = `${place.service === 'ssm' ? 'parameter' : 'secret'} ${secret}`
  const code: SallyportErrorCode = failed === 'AWS_REFUSED' && /deletion|deleted/.test(message) ? 'SECRET_DELETED' : failed
  const told = `AWS in ${region} does not give ${thing} (${name}): `
  const sentences: Partial<Record<SallyportErrorCode, string>> = {
    THROTTLED: `${told}raise ttlSeconds or the quota`,
    AWS_UNREACHABLE: `${told}look at the network and the endpoint`,
    CREDENTIALS_REFUSED: `${told}renew the credentials, or set the clock`,
    ACCESS_DENIED: denied(failure, place, thing, env),
    SECRET_NOT_FOUND: `${thing} does not exist in ${region}: run "sallyport put ${secret}${place.service === 'ssm' ? ' --parameter' : ''}"`,
    SECRET_DELETED: `${thing} is marked for deletion: run "aws secretsmanager restore-secret --secret-id ${secret}"`,
  }
  return new SallyportError(code, {
    message: sentences[code] ?? told + message,
    secret,
    requestId,
    cause: failure.cause ?? Object.assign(new Error(message), { name }),
  })
}

/**
 * Names the very statement that is missing, in AWS's own words where it says them.
 * Source: Service Authorization Reference, "AWS Secrets Manager" (six random characters follow the name) and "AWS Systems Manager".
 */
function denied({ message, region }: AwsFailure, { service, name }: Place, thing: string, env: Environment): string {
  const [, user = 'this identity', action, on = ''] =
    /User: (\S+) is not authorized to perform: (\S+) on resource: (\S+)/.exec(message) ?? []
  const [, partition = partitionOf(region)[1], account = '*', role] = /^arn:([^:]+):\w+::(\d+):(?:assumed-role\/([^/]+))?/.exec(user) ?? []
  const refused = `${role === undefined ? user : `role ${role}`} may not read ${thing}: `
  if (/explicit deny/.test(message)) return `${refused}change the statement that denies it, AWS says ${message}`

  const [itsAction, itsResource] =
    service === 'ssm'
      ? ['ssm:GetParameters', `parameter/${name.replace(/^\//, '')}`]
      : ['secretsmanager:GetSecretValue', `secret:${name}-??????`]
  const needsKey = action === undefined && /KMS/.test(message)
  const statement = {
    Effect: 'Allow',
    Action: needsKey ? 'kms:Decrypt' : (action ?? itsAction),
    Resource: needsKey ? '<its KMS key>' : on.startsWith('arn:') ? on : `arn:${partition}:${service}:${region}:${account}:${itsResource}`,
  }
  const functionName = env['AWS_LAMBDA_FUNCTION_NAME']
  return `${refused}add ${JSON.stringify(statement)} to its policy${functionName ? `, or run "sallyport grant ${functionName}"` : ''}`
}
