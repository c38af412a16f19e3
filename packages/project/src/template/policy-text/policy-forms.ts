import type { PolicyDocument } from '@sallyport/iam'
import { entryLines, type TemplateData } from '../editing/written-value.ts'
import { intrinsicPolicy, type PolicyAccount } from './intrinsic-policy.ts'
import { ourSid, plainSid, policyName } from './our-policy.ts'

export interface PolicyFormOptions {
  /** Whose partition, region and account id are written as those of the stack. */
  readonly account: PolicyAccount
  readonly isJson?: boolean | undefined
}

export interface RolePolicyOptions {
  /** The logical id of the role that a resource of its own attaches it to. */
  readonly role?: string | undefined
  /** What it is called on the role; default: `sallyport`. */
  readonly name?: string | undefined
}

/**
 * A policy as an entry of a SAM function's `Policies`.
 * @example
 * policyAsSam(policy, { account }) // "Policies:\n  - Version: \"2012-10-17\"\n    Statement:\n …"
 */
export function policyAsSam(policy: PolicyDocument, { account, isJson = false }: PolicyFormOptions): string {
  return textOf({ Policies: [samPolicy(policy, account)] }, isJson)
}

/**
 * A policy as an entry of the `Policies` of an `AWS::IAM::Role`; with the logical id of a role, as a resource of its own that attaches it.
 * @example
 * policyAsCloudFormation(policy, { account, role: 'CheckoutRole' }) // "SallyportCheckoutRole:\n  Type: AWS::IAM::RolePolicy\n …"
 */
export function policyAsCloudFormation(
  policy: PolicyDocument,
  { account, role, name = policyName, isJson = false }: PolicyFormOptions & RolePolicyOptions,
): string {
  const entry = rolePolicy(policy, account, name)
  if (role === undefined) return textOf({ Policies: [entry] }, isJson)
  // Source: CloudFormation User Guide, "AWS::IAM::RolePolicy"
  const resource = { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { Ref: role }, ...entry } }
  const ofFunction = name.slice(policyName.length).replaceAll(/[^A-Za-z0-9]/g, '')
  return textOf({ [`Sallyport${role}${ofFunction}`]: resource }, isJson)
}

export function samPolicy(policy: PolicyDocument, account: PolicyAccount): TemplateData {
  return intrinsicPolicy(policy, account, ourSid)
}

export function rolePolicy(policy: PolicyDocument, account: PolicyAccount, name = policyName): { [key: string]: TemplateData } {
  return { PolicyName: name, PolicyDocument: intrinsicPolicy(policy, account, plainSid) }
}

function textOf(data: { readonly [key: string]: TemplateData }, isJson: boolean): string {
  if (isJson) return `${JSON.stringify(data, undefined, 2)}\n`
  return Object.entries(data)
    .flatMap(([key, value]) => entryLines(key, value, '  '))
    .map((line) => `${line}\n`)
    .join('')
}
