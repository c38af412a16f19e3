import { keyOwnerStatement, type PolicyDocument, policyOf, type Statement, secretOwnerStatement } from '@sallyport/iam'
import type { DeclaredSecret } from '../declaration/declared-secret.ts'
import type { Reach } from '../reach/reach.ts'
import { placeInStage } from './place-in-stage.ts'
import { isEncrypted, statementsFor, versionStageOf } from './policy-for.ts'
import { known, type PolicyTarget } from './policy-target.ts'

/** What it takes to read a secret, or a parameter, of another account: a text for the function's side, two for the owner's. */
export interface CrossAccountTexts {
  readonly service: DeclaredSecret['place']['service']
  /** As declared, with the stage filled in. */
  readonly arn: string
  readonly secrets: readonly DeclaredSecret[]
  readonly ownerAccountId: string
  /** For the function's role: to read, and to decrypt. */
  readonly identityPolicy: PolicyDocument
  /** For the owner to attach to the secret; a parameter is shared in another way, see `notes`. */
  readonly resourcePolicy: PolicyDocument | undefined
  /** For the owner to add to the policy of the customer managed key; a plain parameter has none. */
  readonly keyStatement: Statement | undefined
  /** Whether the key's ARN in `identityPolicy` has to be filled in, in place of `keyIdPlaceholder`. */
  readonly isKeyUnknown: boolean
  /** What else must be so, a sentence each. */
  readonly notes: readonly string[]
}

/** Stands for the id of a key that is not known, in a policy that has to be filled in. */
export const keyIdPlaceholder = 'KEY-ID-OF-THE-OWNER'

/**
 * The texts for each secret that a function declares by an ARN of another account: both sides must allow the read.
 * Source: IAM User Guide, "Cross-account policy evaluation logic"; Secrets Manager User Guide, "Access AWS Secrets Manager secrets from a
 * different account"; Systems Manager User Guide, "Working with shared parameters in Parameter Store".
 * @param target.roleArn the function's role, with its path: the one principal that the owner lets in
 * @example
 * crossAccountTexts(reach, { region: 'eu-west-1', accountId: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/checkout-role' })
 */
export function crossAccountTexts(reach: Reach, target: PolicyTarget & { readonly roleArn: string }): CrossAccountTexts[] {
  const secretsByArn = new Map<string, DeclaredSecret[]>()
  for (const secret of reach.secrets) {
    const arn = placeInStage(secret, target.stage)
    if (arn.startsWith('arn:') && ownerOf(arn) !== target.accountId) secretsByArn.set(arn, [...(secretsByArn.get(arn) ?? []), secret])
  }
  return [...secretsByArn].map(([arn, secrets]) => textsFor(arn, secrets, target))
}

function textsFor(arn: string, secrets: readonly DeclaredSecret[], target: PolicyTarget & { readonly roleArn: string }): CrossAccountTexts {
  const [, partition, , region] = arn.split(':')
  const ownerAccountId = ownerOf(arn)
  const knownKey = known(target.knownKeys, arn)
  const key = knownKey ?? `arn:${partition}:kms:${region}:${ownerAccountId}:key/${keyIdPlaceholder}`
  const inKey = { ...target, knownKeys: { [arn]: key } }
  const service = secrets[0]?.place.service ?? 'secretsmanager'
  const hasKey = service === 'secretsmanager' || secrets.some(isEncrypted)
  const { roleArn } = target
  const owner = { place: { arn }, roleArn, region: target.region, accountId: target.accountId }
  return {
    service,
    arn,
    secrets,
    ownerAccountId,
    identityPolicy: policyOf(secrets.flatMap((secret) => statementsFor(secret, inKey))),
    resourcePolicy:
      service === 'secretsmanager'
        ? policyOf(secrets.map((secret) => secretOwnerStatement({ ...owner, versionStage: versionStageOf(secret) })))
        : undefined,
    keyStatement: hasKey ? keyOwnerStatement({ ...owner, service }) : undefined,
    isKeyUnknown: hasKey && knownKey === undefined,
    notes: service === 'secretsmanager' ? secretNotes(target) : parameterNotes(target, hasKey),
  }
}

function secretNotes({ accountId, roleArn }: { accountId: string; roleArn: string }): string[] {
  return [
    `the secret must be under a customer managed key: account ${accountId} cannot use its owner's aws/secretsmanager`,
    `${roleArn} must exist before its ARN is put into the owner's policies`,
  ]
}

function parameterNotes({ accountId, roleArn }: { accountId: string; roleArn: string }, isEncrypted: boolean): string[] {
  return [
    `the owner must share the parameter with account ${accountId} by AWS Resource Access Manager, which takes one of the advanced tier`,
    ...(isEncrypted
      ? [
          'a SecureString must be under a customer managed key, and aws/ssm is none',
          `${roleArn} must exist before its ARN is put into the policy of the key`,
        ]
      : []),
  ]
}

function ownerOf(arn: string): string {
  return arn.split(':')[4] ?? ''
}
