import { SallyportError, type SallyportErrorCode } from '../sallyport-error.ts'
import type { Environment } from './credentials/environment.ts'
import { partitionOf, type Service } from './endpoint.ts'

/** What was asked of AWS. */
export interface Asked {
  readonly service: Service
  readonly operation: string
  readonly region: string
  readonly env: Environment
}

const remedies: Partial<Record<SallyportErrorCode, string>> = {
  THROTTLED: 'raise ttlSeconds or the quota',
  AWS_UNREACHABLE: 'look at network and endpoint',
  CREDENTIALS_REFUSED: 'renew them, or set the clock',
  SECRET_DELETED: 'run "aws secretsmanager restore-secret"',
}

/** Why a secret could not be read, in a sentence that says what to do about it; `cause` is AWS's own error, or the network's. */
export function refusal(
  asked: Asked,
  secret: string,
  found: SallyportErrorCode,
  cause: NodeJS.ErrnoException,
  requestId?: string,
): SallyportError {
  const { message, name, code: reason = name } = cause
  const isParameter = asked.service === 'ssm'
  const thing = `${isParameter ? 'parameter' : 'secret'} ${secret}`
  const code = /for deletion/.test(message) ? 'SECRET_DELETED' : found
  let sentence = `AWS in ${asked.region} does not give ${thing} (${reason}): ${remedies[code] ?? message}`
  if (code === 'SECRET_NOT_FOUND')
    sentence = `${thing} does not exist in ${asked.region}: run "sallyport put ${secret}${isParameter ? ' --parameter' : ''}"`
  // A statement that allows does not help against one that denies: then AWS's own message says which.
  if (code === 'ACCESS_DENIED' && !/explicit deny/.test(message)) sentence = missingStatement(asked, secret, thing, message)
  return new SallyportError(code, { message: sentence, secret, requestId, cause })
}

/**
 * Names the very statement that is missing, in AWS's own words where it says them.
 * Source: Service Authorization Reference, "AWS Secrets Manager" (six random characters follow the name) and "AWS Systems Manager".
 */
function missingStatement({ service, operation, region, env }: Asked, secret: string, thing: string, message: string): string {
  const [, partition = partitionOf(region)[1], account = '*', kind = 'this', owner = 'identity', said, on] =
    /: arn:([^:]+):\w+::(\d+):(?:assumed-)?([^/]+)\/([^/ ]+).* perform: (\S+) on resource: (arn:\S+)?/.exec(message) ?? []
  const Action = said ?? (/to KMS/.test(message) ? 'kms:Decrypt' : `${service}:${operation}`)
  const name = service === 'ssm' ? `parameter/${secret}`.replace('//', '/') : `secret:${secret}-??????`
  const Resource = on ?? (Action === 'kms:Decrypt' ? 'ARN of its KMS key' : `arn:${partition}:${service}:${region}:${account}:${name}`)
  const statement = JSON.stringify({ Effect: 'Allow', Action, Resource })
  // AWS says the same of a secret that is not stored: it has no suffix, which the statement that allows it asks for.
  const doubt = /\?$/.test(Resource) ? ', or it is not stored' : ''
  return `${kind} ${owner} may not read ${thing}${doubt}: add ${statement} to its policy, or run "sallyport grant ${env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'FUNCTION'}"`
}
