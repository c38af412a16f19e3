import { SallyportError, type SallyportErrorCode } from '../sallyport-error.ts'
import type { Environment } from './credentials/environment.ts'
import { partitionOf, type Service } from './endpoint.ts'

/** What could not be read, and how AWS or the network put it. */
export interface Refused {
  readonly service: Service
  readonly secret: string
  readonly region: string
  readonly code: SallyportErrorCode
  readonly name: string
  readonly message: string
  readonly requestId?: string | undefined
  readonly cause?: unknown
}

const remedies: Partial<Record<SallyportErrorCode, string>> = {
  THROTTLED: 'raise ttlSeconds or the quota',
  AWS_UNREACHABLE: 'look at the network and the endpoint',
  CREDENTIALS_REFUSED: 'renew the credentials, or set the clock',
}

/** Why a secret could not be read, in a sentence that says what to do about it. */
export function refusal(refused: Refused, env: Environment): SallyportError {
  const { service, secret, region, code: found, name, message, requestId, cause } = refused
  const isParameter = service === 'ssm'
  const thing = `${isParameter ? 'parameter' : 'secret'} ${secret}`
  const code = /for deletion/.test(message) ? 'SECRET_DELETED' : found
  let sentence = `AWS in ${region} does not give ${thing} (${name}): ${remedies[code] ?? message}`
  if (code === 'SECRET_NOT_FOUND')
    sentence = `${thing} does not exist in ${region}: run "sallyport put ${secret}${isParameter ? ' --parameter' : ''}"`
  if (code === 'SECRET_DELETED') sentence = `${thing} is marked for deletion: run "aws secretsmanager restore-secret --secret-id ${secret}"`
  // A statement that allows does not help against one that denies: then AWS's own message says which.
  if (code === 'ACCESS_DENIED' && !/explicit deny/.test(message)) sentence = missingStatement(refused, thing, env)
  return new SallyportError(code, { message: sentence, secret, requestId, cause: cause ?? Object.assign(new Error(message), { name }) })
}

/**
 * Names the very statement that is missing, in AWS's own words where it says them.
 * Source: Service Authorization Reference, "AWS Secrets Manager" (six random characters follow the name) and "AWS Systems Manager".
 */
function missingStatement({ service, secret, region, message }: Refused, thing: string, env: Environment): string {
  const isParameter = service === 'ssm'
  const [, partition = partitionOf(region)[1], account = '*', who = 'this identity', said, on = ''] =
    /: arn:([^:]+):\w+::(\d+):(\S+).* perform: (\S+) on resource: (\S+)/.exec(message) ?? []
  const action = said ?? (/to KMS/.test(message) ? 'kms:Decrypt' : isParameter ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue')
  const resource = /^arn:/.test(on)
    ? on
    : action === 'kms:Decrypt'
      ? 'ARN of its KMS key'
      : `arn:${partition}:${service}:${region}:${account}:${isParameter ? `parameter/${secret.replace(/^\//, '')}` : `secret:${secret}-??????`}`
  const statement = JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource })
  return `${who} may not read ${thing}: add ${statement} to its policy, or run "sallyport grant ${env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'FUNCTION'}"`
}
