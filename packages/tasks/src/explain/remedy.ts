import type { Denial, PolicyKind } from '../account/denial.ts'
import { typedLine } from '../place/typed-command.ts'
import { shellWord } from '../shell-word.ts'
import { type Identity, nameOf } from './identity.ts'
import { keptElsewhere } from './kept-elsewhere.ts'
import { findingKey, viaServiceAlone } from './key-remedy.ts'
import { isOfUnnamedKey } from './key-statement.ts'
import { type RefusedAt, withKeys } from './refused-at.ts'
import type { LackedStatement } from './statement-for.ts'

/** What is known of a refusal when its remedy is asked for. */
export interface Refused {
  readonly denial: Denial
  readonly identity: Identity
  readonly statement: LackedStatement
  /** The project's function that runs under the role. */
  readonly functionName: string | undefined
  /** Which AWS refused. */
  readonly at: RefusedAt
}

/** What happened, and what to do about it, in order. */
export interface Remedy {
  readonly explanation: string
  readonly steps: readonly string[]
}

/**
 * What a refusal means and who can end it.
 * Source: IAM User Guide, "Policy evaluation logic": each of these policies that applies must allow, and none may deny.
 */
export function remedyFor(refused: Refused): Remedy {
  const { explanation, steps } = remedyByKind(refused)
  return { explanation, steps: withKeys(steps, refused.at) }
}

function remedyByKind(refused: Refused): Remedy {
  const { denial, identity } = refused
  const who = nameOf(identity)
  const what = `${denial.action}${denial.resource === undefined ? '' : ` on ${denial.resource}`}`
  const { policy } = denial
  if (denial.isExplicit) {
    const where = policy === undefined ? 'a policy' : `${articleOf(policy)} ${policy}`
    return {
      explanation: `${who} may not ${what}: ${where}${denial.policyArn === undefined ? '' : `, ${denial.policyArn},`} denies it, and no statement that allows it helps against that`,
      steps: [`take the deny out, or except ${who} from it: ${keepers[policy ?? 'identity-based policy'](refused)}`],
    }
  }
  if (policy === undefined || policy === 'identity-based policy') {
    const doubt = policy === undefined ? ' as far as AWS says' : ''
    return {
      explanation: `${who} may not ${what}: no policy of its own allows it${doubt}`,
      steps: [...ownPolicy(refused), ...(denial.action === 'kms:Decrypt' ? [viaServiceAlone] : []), ...others(refused)],
    }
  }
  return {
    explanation: `${who} may not ${what}: its ${policy === 'permissions boundary' || policy === 'session policy' ? policy : `way passes a ${policy} that`} does not allow it, whatever its own policies say`,
    steps: [`allow ${denial.action} there: ${keepers[policy](refused)}`, ...others(refused)],
  }
}

function ownPolicy({ denial, identity, statement, functionName, at }: Refused): string[] {
  const elsewhere = keptElsewhere(identity)
  if (elsewhere !== undefined) return [elsewhere.allowing]
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  const [kind, name] = identity.user === undefined ? ['role', identity.role ?? 'ROLE'] : ['user', identity.user]
  const byHand = ['iam', `put-${kind}-policy`, `--${kind}-name`, name, '--policy-name', 'explained', '--policy-document', document]
  const command = `${at.aws} ${byHand.map(shellWord).join(' ')}`
  return functionName === undefined || !isRead.test(denial.action)
    ? [`add the statement to ${nameOf(identity)}: ${command}`]
    : [
        `run "${typedLine(['grant', functionName, '--apply'], at)}": it writes what the code of function ${functionName} reads`,
        `if the statement is not among what it shows, add it yourself: ${command}`,
      ]
}

/** What `grant` writes. */
const isRead = /^(?:secretsmanager:(?:Batch)?GetSecretValue|ssm:GetParameter\w*|kms:Decrypt)$/

/** Whose word it takes as well, where the resource is another account's. */
function ownersPolicy(action: string, { arn }: Identity): string {
  if (action.startsWith('sts:AssumeRole')) return `the role's trust policy has to allow ${arn} as well`
  if (action.startsWith('kms:')) return `the key's policy has to allow ${arn} as well`
  const key = isRead.test(action) ? ", and its key's policy kms:Decrypt" : ''
  return `its resource policy has to allow ${arn} as well${key}`
}

/** What the message does not say, and is wrong as often. */
function others({ denial, identity, at }: Refused): string[] {
  const { action, resource = '' } = denial
  const owner = resource.startsWith('arn:') ? resource.split(':')[4] : undefined
  const isForeign = owner !== undefined && owner !== '' && owner !== identity.accountId
  const isOfSecret = /^(?:secretsmanager:GetSecretValue|ssm:GetParameters?)$/.test(action)
  return [
    ...(isOfUnnamedKey(denial) ? findingKey(at.aws) : []),
    ...(isForeign ? [`account ${owner} owns it, so that ${ownersPolicy(action, identity)}`] : []),
    // authorization comes before existence, and a name has no suffix that a statement's ARN asks for
    ...(isOfSecret && !/-[A-Za-z0-9]{6}$/.test(resource)
      ? [`AWS says the same of what is not stored: look for its name with "${typedLine(['list'], at)}"`]
      : []),
  ]
}

/** Where each kind of policy is kept, and the command that shows it. */
const keepers: Readonly<Record<PolicyKind, (refused: Refused) => string>> = {
  'identity-based policy': ({ identity, at: { aws } }) =>
    keptElsewhere(identity)?.policies ??
    (identity.user === undefined
      ? `look at "${aws} iam list-role-policies --role-name ${identity.role ?? 'ROLE'}" and "${aws} iam list-attached-role-policies --role-name ${identity.role ?? 'ROLE'}"`
      : `look at "${aws} iam list-user-policies --user-name ${identity.user}", "${aws} iam list-attached-user-policies --user-name ${identity.user}" and the user's groups`),
  'permissions boundary': ({ identity, at: { aws } }) =>
    keptElsewhere(identity)?.policies ??
    `whoever keeps the boundary changes it; "${aws} iam get-${identity.user === undefined ? `role --role-name ${identity.role ?? 'ROLE'}` : `user --user-name ${identity.user}`}" names it`,
  'session policy': ({ identity }) => {
    const [does, operation] =
      keptElsewhere(identity)?.kind === 'federated user' ? ['makes the session', 'GetFederationToken'] : ['assumes the role', 'AssumeRole']
    return `whoever ${does} gives it with ${operation}, as Policy or PolicyArns`
  },
  'service control policy': ({ at: { aws } }) =>
    `who keeps the organization changes it, in its management account: "${aws} organizations list-policies --filter SERVICE_CONTROL_POLICY"`,
  'resource control policy': ({ at: { aws } }) =>
    `who keeps the organization changes it, in its management account: "${aws} organizations list-policies --filter RESOURCE_CONTROL_POLICY"`,
  'VPC endpoint policy': ({ at: { aws } }) =>
    `who keeps the network changes it: "${aws} ec2 describe-vpc-endpoints --query VpcEndpoints[].PolicyDocument"`,
  'role trust policy': ({ denial, at: { aws } }) =>
    `who keeps the role that is assumed${denial.resource === undefined ? '' : `, ${denial.resource},`} changes it: "${aws} iam update-assume-role-policy"`,
  'resource-based policy': ({ denial, at }) => resourcePolicyOf(denial, at),
}

function resourcePolicyOf({ action, resource = 'NAME' }: Denial, { aws }: RefusedAt): string {
  if (action.startsWith('secretsmanager:')) return `look at "${aws} secretsmanager get-resource-policy --secret-id ${shellWord(resource)}"`
  if (action.startsWith('kms:'))
    return `look at the key's policy, where the resource * is that key alone: "${aws} kms get-key-policy --policy-name default --key-id ${shellWord(resource)}"`
  if (action.startsWith('lambda:')) return `look at "${aws} lambda get-policy --function-name ${shellWord(resource)}"`
  return `look at the policy of ${resource}`
}

function articleOf(policy: PolicyKind): string {
  return policy.startsWith('i') ? 'an' : policy === 'role trust policy' ? 'the' : 'a'
}
