import { SallyportError, type SallyportErrorCode } from '../sallyport-error.ts'
import type { Environment } from './credentials/environment.ts'
import type { Service } from './endpoint.ts'

/** What was asked of AWS. */
export interface Asked {
  readonly service: Service
  readonly region: string
  readonly env: Environment
}

/**
 * Why a secret could not be read, in a sentence that says what to do about it; `cause` is AWS's own error, or the network's. A refusal
 * names the very statement that is missing, in AWS's own words.
 * Source: Service Authorization Reference, "AWS Secrets Manager" (six random characters follow the name).
 */
export function refusal(
  { service, region, env }: Asked,
  secret: string,
  found: SallyportErrorCode,
  cause: NodeJS.ErrnoException,
  requestId?: string,
): SallyportError {
  const { message: said, name, code: reason = name } = cause
  const code = /for deletion/.test(said) ? 'SECRET_DELETED' : found
  const remedies: Partial<Record<SallyportErrorCode, string>> = {
    THROTTLED: 'raise ttlSeconds',
    AWS_UNREACHABLE: 'check network and endpoint',
    CREDENTIALS_REFUSED: 'renew them, or set the clock',
    SECRET_DELETED: `run "sallyport restore ${secret}"`,
    SECRET_NOT_FOUND: `run "sallyport put ${secret}${service === 'ssm' ? ' --parameter' : ''}"`,
  }
  // Of a key Secrets Manager does not say whose it is.
  const remedy = /KMS/.test(said) ? 'allow kms:Decrypt on its key' : (remedies[code] ?? said)
  const thing = `${service === 'ssm' ? 'parameter' : 'secret'} ${secret}`
  let message = `AWS in ${region} does not give ${thing} (${reason}): ${remedy}`
  const [, partition, account, kind, owner, Action, arn] =
    /: arn:(.+?):\w+::(\d+):(?:assumed-)?(\w+)\/([^/ ]+).* perform: (\S+) on resource: (arn:\S+)?(?!.* deny)/.exec(said) ?? []
  // A statement that allows does not help against one that denies: then AWS's own message says which.
  if (Action) {
    const Resource = arn ?? `arn:${partition}:${service}:${region}:${account}:secret:${secret}-??????`
    // AWS says the same of a secret that is not stored, and names it as it was asked for.
    message = `${kind} ${owner} may not read ${thing}${arn ? '' : ', or it is not stored'}: add ${JSON.stringify({ Effect: 'Allow', Action, Resource })} to its policy, or run "sallyport grant ${env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'FUNCTION'}"`
  }
  return new SallyportError(code, { message, secret, requestId, cause })
}
