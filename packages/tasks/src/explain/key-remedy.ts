import type { Denial } from '../account/denial.ts'
import { typedLine } from '../place/typed-command.ts'
import { identityOf, nameOf } from './identity.ts'
import { keptElsewhere } from './kept-elsewhere.ts'
import { type RefusedAt, withKeys } from './refused-at.ts'
import type { Remedy } from './remedy.ts'

export const viaServiceAlone =
  "the statement's Condition allows decryption through Secrets Manager and Parameter Store alone: for code that calls KMS itself leave the Condition out"

/** How to find the key of a value where AWS does not name it. */
export function findingKey(aws: string): readonly string[] {
  return [
    `find the key: "${aws} secretsmanager describe-secret --secret-id NAME --query KmsKeyId", for a parameter "${aws} ssm describe-parameters"`,
    `a statement takes its ARN, no alias: "${aws} kms describe-key --key-id KEY --query KeyMetadata.[Arn,KeyState]"; the state is Enabled where it can be used`,
  ]
}

/** What is known when the use of a key is refused. */
interface KeyRefused {
  /** Absent where AWS names neither caller nor key. */
  readonly denial: Denial | undefined
  /** The project's function that runs under the role. */
  readonly functionName?: string | undefined
  readonly at: RefusedAt
}

/** What to do where AWS does not say which key it is, or which of several reasons it has. */
export function keyRemedy({ denial, functionName, at }: KeyRefused): Remedy {
  const { aws } = at
  const identity = denial && identityOf(denial.who)
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
