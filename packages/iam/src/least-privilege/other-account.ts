import type { Statement } from '../policy-document/policy-document.ts'
import { type AccountOfPlace, exactText } from './account-of-place.ts'
import { type ParameterRead, parameterAt, parameterDecryptStatement } from './parameter-read.ts'
import { type SecretRead, secretAt, secretDecryptStatement, stageCondition } from './secret-read.ts'

/** A secret that a role of another account reads. */
export interface OtherAccountRead extends Omit<SecretRead, 'kmsKeyArn'> {
  /** The role's ARN, with its path. AWS takes a policy that names a role only when the role exists. */
  readonly roleArn: string
}

/**
 * The statement for the resource policy of a secret, by which a role of another account may read it. `*` is the secret that the policy
 * is attached to. It allows nothing before the role's own policy does as well.
 * Source: Secrets Manager User Guide, "Access AWS Secrets Manager secrets from a different account".
 * @throws PolicyError `NOT_GRANTABLE` when the role, or the place, is not exact
 */
export function secretOwnerStatement({ place, roleArn, versionStage, ...given }: OtherAccountRead): Statement {
  secretAt(place, given) // refuses what is no secret
  return {
    Sid: 'ReadFromOtherAccount',
    Effect: 'Allow',
    Principal: roleAlone(roleArn),
    Action: ['secretsmanager:GetSecretValue'],
    Resource: ['*'],
    ...stageCondition(versionStage),
  }
}

/** A secret, or a parameter, under a customer managed key that a role of another account reads. */
export type OtherAccountDecrypt = AccountOfPlace & { readonly roleArn: string } & (
    | { readonly service: 'secretsmanager'; readonly place: SecretRead['place'] }
    | { readonly service: 'ssm'; readonly place: ParameterRead['place'] }
  )

/**
 * The statement for the policy of the customer managed key: what is under `aws/secretsmanager` or `aws/ssm` cannot be read from another
 * account. `*` is the key that the policy is attached to; only the service may decrypt with it for the role, and only this one thing.
 * Source: Secrets Manager User Guide, the same page; AWS KMS Developer Guide, "Allowing users in other accounts to use a KMS key".
 * @throws PolicyError `NOT_GRANTABLE` when the role, or the place, is not exact
 */
export function keyOwnerStatement({ service, place, roleArn, ...given }: OtherAccountDecrypt): Statement {
  const decrypt = service === 'ssm' ? parameterDecrypt(place, given) : secretDecrypt(place, given)
  return { ...decrypt, Sid: 'DecryptFromOtherAccount', Principal: roleAlone(roleArn), Resource: ['*'] }
}

/** The last part of a key's ARN where only its conditions are of use: a key's own policy names the key as `*`. */
const anyKey = 'any'

function secretDecrypt(place: SecretRead['place'], given: AccountOfPlace): Statement {
  const secret = secretAt(place, given)
  return secretDecryptStatement(secret, keyArn(secret.account, anyKey))
}

function parameterDecrypt(place: ParameterRead['place'], given: AccountOfPlace): Statement {
  const parameter = parameterAt(place, given)
  return parameterDecryptStatement(parameter, keyArn(parameter.account, anyKey))
}

function keyArn({ partition, region, accountId }: AccountOfPlace, keyId: string): string {
  return `arn:${partition}:kms:${region}:${accountId}:key/${keyId}`
}

function roleAlone(roleArn: string): { AWS: string[] } {
  return { AWS: [exactText(roleArn, 'role ARN', /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/)] }
}
