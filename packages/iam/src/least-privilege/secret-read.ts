import type { Statement } from '../policy-document/policy-document.ts'
import { type AccountOfPlace, exactText, placeAccount, splitArn } from './account-of-place.ts'
import { decryptStatement } from './decrypt.ts'

export interface SecretRead extends AccountOfPlace {
  /** A name, or the full ARN with its six characters, whose own partition, region and account then count. */
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
export function secretReadStatement({ place, versionStage, kmsKeyArn, ...account }: SecretRead): Statement[] {
  const secret = 'arn' in place ? secretOfArn(place.arn) : secretOfName(place.name, account)
  const statement: Statement = {
    Sid: 'ReadSecrets',
    Effect: 'Allow',
    Action: ['secretsmanager:GetSecretValue'],
    Resource: [secret.pattern],
    ...(versionStage !== undefined && {
      Condition: { StringEquals: { 'secretsmanager:VersionStage': [exactText(versionStage, 'version stage')] } },
    }),
  }
  if (kmsKeyArn === undefined) return [statement]
  const encryptionContext = { operator: secret.isExact ? 'StringEquals' : 'ArnLike', name: 'SecretARN', value: secret.pattern } as const
  // Never on SecretVersionId too: some calls carry a fixed word there. Source: Secrets Manager User Guide, "Secret encryption and decryption".
  return [
    statement,
    decryptStatement({ sid: 'DecryptSecrets', service: 'secretsmanager', kmsKeyArn, encryptionContext, ...secret.account }),
  ]
}

/** Source: Secrets Manager API Reference, "CreateSecret": letters, digits and `/_+=.@-`. */
const secretName = /^[A-Za-z0-9/_+=.@-]{1,512}$/
const suffix = /-[A-Za-z0-9]{6}$/

function secretOfName(name: string, given: AccountOfPlace) {
  const account = placeAccount(given)
  const { partition, region, accountId } = account
  const pattern = `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${exactText(name, 'secret name', secretName)}-??????`
  return { pattern, isExact: false, account }
}

function secretOfArn(arn: string) {
  const { resource, ...account } = splitArn(arn, 'secretsmanager', 'secret:')
  exactText(resource, 'secret ARN, which ends in a hyphen and six characters (give the name where they are not known)', suffix)
  exactText(resource.replace(suffix, ''), 'secret name', secretName)
  return { pattern: arn, isExact: true, account }
}
