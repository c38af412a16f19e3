import type { FoundPlace } from '../place/found-place.ts'
import { SallyportError } from '../sallyport-error.ts'
import type { Environment } from './credentials/environment.ts'
import type { Rule } from './rules.ts'

/**
 * Why places of one service and region could not be read, in a sentence that says what to do about it; `cause` is AWS's own error, or the
 * network's. A refusal names the very statement that is missing, in AWS's own words.
 * Source: Service Authorization Reference, "AWS Secrets Manager" (six random characters follow the name).
 */
export function refusal(
  places: readonly FoundPlace[],
  [, code, ownRemedy]: Rule,
  cause: NodeJS.ErrnoException,
  env: Environment,
  requestId?: string,
): SallyportError {
  const [{ service, region }] = places as [FoundPlace] // no one asks about none
  // AWS quotes what it was asked for, and a variable may hold what is none of its names.
  for (const { id, name } of places) cause.message = cause.message.replaceAll(id, name)
  const { message: said } = cause
  const secret = places.map(({ name }) => name).join()
  const [kind, flag] = service === 'ssm' ? ['parameter', ' --parameter'] : ['secret', '']
  // Of a key Secrets Manager does not say whose it is.
  const remedy = /KMS/.test(said) ? 'allow kms:Decrypt on its key' : (ownRemedy?.replace('{}', secret + flag) ?? said)
  let message = `AWS in ${region} does not give ${kind} ${secret} (${cause.code ?? cause.name}): ${remedy}`
  const [, partition, account, role, owner, Action, arn] =
    /: arn:(.+?):\w+::(\d+):(?:assumed-)?(\w+)\/([^/ ]+).* perform: (\S+) on resource: (arn:\S+)?(?!.* deny)/.exec(said) ?? []
  // A statement that allows does not help against one that denies: then AWS's own message says which.
  if (Action) {
    const Resource = arn ?? `arn:${partition}:${service}:${region}:${account}:secret:${secret}-??????`
    // AWS says the same of a secret that is not stored, and names it as it was asked for.
    message = `${role} ${owner} may not read ${kind} ${secret}${arn ? '' : ', or it is not stored'}: add ${JSON.stringify({ Effect: 'Allow', Action, Resource })} to its policy, or run "sallyport grant ${env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'FUNCTION'}"`
  }
  return new SallyportError(code, { message, secret, requestId, cause })
}
