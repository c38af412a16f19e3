import type { Statement } from '../policy-document/policy-document.ts'
import { type AccountOfPlace, exactText, placeAccount, placePattern, splitArn } from './account-of-place.ts'
import { decryptStatement } from './decrypt.ts'

export interface SecretRead extends AccountOfPlace {
  /**
   * A name, or an ARN with or without its six characters, whose own partition, region and account then count. `{id}` in it stands for
   * any member of a family.
   */
  readonly place: { readonly name: string } | { readonly arn: string }
  /** Narrows the grant to reads of this stage; default: any. */
  readonly versionStage?: string | undefined
  /** The customer managed key's ARN; without one the secret is under `aws/secretsmanager`, which needs no statement. */
  readonly kmsKeyArn?: string | undefined
}

/**
 * The statements that let a function read one secret, and nothing else.
 * Six `?` are exact: every secret's ARN ends in a hyphen and six characters, so `N-??????` matches only ARNs as long as N's own,
 * and of those only the ones whose name is N. `N-*` would reach `N-live` as well.
 * Source: Secrets Manager User Guide, "What's in a Secrets Manager secret?" (ARN).
 * @throws PolicyError `NOT_GRANTABLE` when name or ARN is not exact
 * @example
 * secretReadStatement({ place: { name: 'prod/stripe' }, region: 'eu-west-1', accountId: '111122223333' })
 */
export function secretReadStatement({ place, versionStage, kmsKeyArn, ...given }: SecretRead): Statement[] {
  const secret = secretAt(place, given)
  const statement: Statement = {
    Sid: 'ReadSecrets',
    Effect: 'Allow',
    Action: ['secretsmanager:GetSecretValue'],
    Resource: [secret.pattern],
    ...stageCondition(versionStage),
  }
  return kmsKeyArn === undefined ? [statement] : [statement, secretDecryptStatement(secret, kmsKeyArn)]
}

export function stageCondition(versionStage: string | undefined): Pick<Statement, 'Condition'> {
  if (versionStage === undefined) return {}
  return { Condition: { StringEquals: { 'secretsmanager:VersionStage': [exactText(versionStage, 'version stage')] } } }
}

/** Decrypt under a secret's customer managed key, for this secret alone. */
export function secretDecryptStatement({ pattern, isExact, account }: SecretResource, kmsKeyArn: string): Statement {
  // Never on SecretVersionId too: some calls carry a fixed word there. Source: Secrets Manager User Guide, "Secret encryption and decryption".
  const encryptionContext = { operator: isExact ? 'StringEquals' : 'ArnLike', name: 'SecretARN', value: pattern } as const
  return decryptStatement({ sid: 'DecryptSecrets', service: 'secretsmanager', kmsKeyArn, encryptionContext, ...account })
}

/** What of a place a policy names. */
export interface SecretResource {
  readonly pattern: string
  readonly isExact: boolean
  readonly account: ReturnType<typeof placeAccount>
}

export function secretAt(place: SecretRead['place'], given: AccountOfPlace): SecretResource {
  return 'arn' in place ? secretOfArn(place.arn) : secretOfName(place.name, given)
}

/**
 * Source: Secrets Manager API Reference, "CreateSecret": letters, digits and `/_+=.@-`; and `!`, which only the names of secrets have
 * that another service owns. Source: Secrets Manager User Guide, "Secrets managed by other AWS services".
 */
const secretName = /^[A-Za-z0-9/_+=.@!-]{1,512}$/
const suffix = /-[A-Za-z0-9]{6}$/

function secretOfName(name: string, given: AccountOfPlace): SecretResource {
  const account = placeAccount(given)
  const { partition, region, accountId } = account
  const pattern = `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${placePattern(name, 'secret name', secretName)}-??????`
  return { pattern, isExact: false, account }
}

/**
 * An ARN without its six characters is one that Secrets Manager completes. What ends in a hyphen and six characters counts as whole,
 * as it does there. Source: Secrets Manager API Reference, "GetSecretValue" (SecretId).
 */
function secretOfArn(arn: string): SecretResource {
  const { resource, ...account } = splitArn(arn, 'secretsmanager', 'secret:')
  if (!suffix.test(resource)) return secretOfName(resource, account)
  const name = placePattern(resource.replace(suffix, ''), 'secret name', secretName)
  return { pattern: arn.slice(0, -resource.length) + name + resource.slice(-7), isExact: !resource.includes('{id}'), account }
}
