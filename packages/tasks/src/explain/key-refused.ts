import type { Denial } from '../account/denial.ts'
import { typedLine } from '../place/typed-command.ts'
import type { MissingStatement } from '../task-error.ts'
import { type Identity, nameOf } from './identity.ts'
import { keptElsewhere } from './kept-elsewhere.ts'
import { type RefusedAt, withKeys } from './refused-at.ts'
import type { Remedy } from './remedy.ts'
import type { LackedStatement } from './statement-for.ts'

/**
 * Operations that are about no key of their own, and take `*` alone.
 * Sources: KMS Developer Guide, "Specifying KMS keys in IAM policy statements" and "AWS KMS permissions" (custom key stores).
 */
const aboutNoKey = /^kms:(?:CreateKey|GenerateRandom|ListAliases|ListKeys|\w+CustomKeyStores?)$/

/** Whether a refusal is about a key that it does not name. */
export function isOfUnnamedKey({ action, resource }: Pick<Denial, 'action' | 'resource'>): boolean {
  return action.startsWith('kms:') && (resource === undefined || resource === '*') && !aboutNoKey.test(action)
}

/**
 * `missing` for one key, and for Decrypt only in the hands of the services that keep secrets.
 * Source: KMS Developer Guide, "kms:ViaService" (which of China's two suffixes is sent could not be tried; both are the same service).
 */
export function keyStatement(missing: MissingStatement, { partition }: Pick<Identity, 'partition'>, region: string): LackedStatement {
  if (!missing.Action.startsWith('kms:') || aboutNoKey.test(missing.Action)) return missing
  const isNamed = missing.Resource !== '*'
  const regionOfKey = (isNamed ? missing.Resource.split(':')[3] : region === '*' ? undefined : region) || 'REGION'
  const statement = { ...missing, Resource: isNamed ? missing.Resource : `arn:${partition}:kms:${regionOfKey}:ACCOUNT:key/KEY` }
  if (missing.Action !== 'kms:Decrypt') return statement
  const suffixes = partition === 'aws-cn' ? ['', '.cn'] : ['']
  const services = ['secretsmanager', 'ssm'].flatMap((service) => suffixes.map((end) => `${service}.${regionOfKey}.amazonaws.com${end}`))
  return { ...statement, Condition: { StringEquals: { 'kms:ViaService': services } } }
}

export const viaServiceAlone =
  'its Condition keeps it to reads by Secrets Manager and Parameter Store; code that calls KMS itself needs it without'

/** How to find the key of a value where AWS does not name it. */
export function findingKey(aws: string): readonly string[] {
  return [
    `find the key: "${aws} secretsmanager describe-secret --secret-id NAME --query KmsKeyId", for a parameter "${aws} ssm describe-parameters"`,
    `a statement takes its ARN, no alias: "${aws} kms describe-key --key-id KEY --query KeyMetadata.[Arn,KeyState]"; the state is Enabled where it can be used`,
  ]
}

/** What is known when the use of a key is refused: nothing more than that, or what a denial says. */
interface KeyRefused {
  readonly denial?: Denial
  readonly identity?: Identity
  /** The project's function that runs under the role. */
  readonly functionName?: string | undefined
  readonly at: RefusedAt
}

/** What to do where AWS does not say which key it is, or which of several reasons it has. */
export function keyRemedy({ denial, identity, functionName, at }: KeyRefused): Remedy {
  const { aws } = at
  const who = identity === undefined ? 'the caller' : nameOf(identity)
  const resource = denial?.resource
  const key = resource ?? 'KEY'
  const elsewhere = identity && keptElsewhere(identity)
  const isOnlyOfKeyPolicy = denial?.policy === 'resource-based policy'
  const allowing = elsewhere?.allowing ?? `add the statement with the key's ARN to ${identity === undefined ? "the caller's role" : who}`
  const isDecrypt = denial === undefined || denial.action === 'kms:Decrypt'
  return {
    explanation:
      denial === undefined
        ? 'the value is encrypted under a customer managed key that the caller may not use, or that does not exist or is disabled'
        : `${who} may not ${denial.action}${resource === undefined ? '' : ` on ${resource}`}: ${reasons(denial)}`,
    steps: withKeys(
      [
        ...(isDecrypt && functionName !== undefined && !isOnlyOfKeyPolicy && elsewhere === undefined
          ? [
              `run "${typedLine(['grant', functionName, '--apply'], at)}": it writes what the code of function ${functionName} reads, with the key of each value that has one; where that is not enough, go on`,
            ]
          : []),
        ...(resource === undefined
          ? findingKey(aws)
          : [
              `look whether it is there: "${aws} kms describe-key --key-id ${key} --query KeyMetadata.KeyState" says Enabled where it can be used`,
            ]),
        ...(isOnlyOfKeyPolicy
          ? ["add the statement to the key's policy, where the resource * is that key alone"]
          : [allowing, ...(isDecrypt ? [viaServiceAlone] : [])]),
        `look whether the key's policy lets the account's policies decide, or denies it: "${aws} kms get-key-policy --policy-name default --key-id ${key}"`,
        "a key of another account needs both: that statement, and its owner's key policy, which has to allow the same",
      ],
      at,
    ),
  }
}

function reasons({ policy }: Denial): string {
  if (policy === 'identity-based policy') return 'no policy of its own allows it'
  if (policy === 'resource-based policy') return "the key's policy does not allow it"
  return 'the key is not there in this region, its policy does not allow it, or a policy denies it; AWS does not say which'
}
