/**
 * The kinds of policies that AWS names in a refusal, as it writes them.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export const policyKinds = [
  'identity-based policy',
  'resource-based policy',
  'permissions boundary',
  'session policy',
  'service control policy',
  'resource control policy',
  'VPC endpoint policy',
  'role trust policy',
] as const

export type PolicyKind = (typeof policyKinds)[number]

/** What AWS's words about a refusal say. */
export interface Denial {
  readonly who: string
  readonly action: string
  readonly resource: string | undefined
  /** A policy denies it, and no statement that allows helps; otherwise one that allows is missing. */
  readonly isExplicit: boolean
  /** The kind of policy that decided; services that do not say it are meant to be read as "no policy allows it". */
  readonly policy: PolicyKind | undefined
  /** The very policy that denies, where AWS names it. */
  readonly policyArn: string | undefined
}

// "User: <arn> is not authorized to perform: <action>[ on resource: <resource>]", then why; IAM calls a resource "role checkout-role"
const denial = new RegExp(
  [
    'User: (?<who>[^\\s"\']+) is not authorized to perform: (?<action>[\\w-]+:\\w+)',
    '(?: on resource: (?<resource>(?:(?:role|user|group|policy|instance profile) )?[^\\s"\',;]+))?',
    '(?: because no (?<missing>[\\w -]+?) allows the ',
    '| (?:with|due to) an explicit deny(?: in (?:(?:an?|the) )?(?<denying>[\\w -]+(?:policy|boundary))(?:: (?<policyArn>arn:[^\\s"\']+))?)?)?',
  ].join(''),
  'i',
)

/** What AWS's words about a refusal say, wherever in `text` they stand; `undefined` when they are others. */
export function denialIn(text: string): Denial | undefined {
  const found = denial.exec(text)
  const { who, action, resource, missing, denying, policyArn } = found?.groups ?? {}
  if (found === null || who === undefined || action === undefined) return undefined
  return {
    who,
    action,
    resource: resource?.replace(/\.$/, ''),
    isExplicit: /explicit deny/i.test(found[0]),
    policy: policyKind(missing ?? denying),
    policyArn: policyArn?.replace(/[.,)]$/, ''),
  }
}

function policyKind(words: string | undefined): PolicyKind | undefined {
  return policyKinds.find((kind) => kind.toLowerCase() === words?.toLowerCase())
}
