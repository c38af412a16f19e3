import * as v from 'valibot'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { answered } from './answer.ts'
import { policyFormNames } from './forms/forms.ts'
import { functionToGrant } from './function-to-grant.ts'
import { grantOnAccount } from './grant-on-account.ts'
import { grantWithoutAccount } from './grant-without-account.ts'
import { hasAlso } from './has-also.ts'
import { otherAccount } from './other-account.ts'
import { otherRead } from './other-reads.ts'
import { isOfAccount, refuseContradictions } from './ways.ts'

/** Source: IAM API Reference, "CreateRole" (RoleName). */
const roleName = /^[\w+=,.@-]{1,64}$/

const changes = ['printed', 'changed', 'unchanged', 'differs'] as const

/** Writes the policy that lets a function's role read exactly what the function's code reads; puts it into the template, or on the role, when asked. */
export const grant = task({
  name: 'grant',
  summary: 'the policy that lets a function read exactly what its code reads',
  input: {
    function: v.pipe(v.string(), v.minLength(1)),
    /** How the policy is written; default: as the function's template takes it, without a template JSON. */
    form: v.optional(v.picklist(policyFormNames)),
    /** Writes what form `cdk` gives to this file. */
    out: v.optional(v.pipe(v.string(), v.minLength(1))),
    /** Writes it into the template. */
    write: v.optional(v.boolean(), false),
    /** Agrees to that, where nobody can be asked. */
    yes: v.optional(v.boolean(), false),
    /** Puts the policy on the role, as its inline policy `sallyport`, or `sallyport-FUNCTION` where several functions have the role. */
    apply: v.optional(v.boolean(), false),
    /** Compares with what the role has, and changes nothing. */
    check: v.optional(v.boolean(), false),
    /** The role, where neither configuration nor template knows its name. */
    role: v.optional(
      v.pipe(
        v.string(),
        v.check((name) => roleName.test(name), 'the name of a role, without path and ARN'),
      ),
    ),
  },
  output: v.object({
    function: v.string(),
    role: v.string(),
    policyName: v.string(),
    form: v.picklist(policyFormNames),
    /** The policy; without an account `${AWS::Region}` and the like stand in it, as CloudFormation's `Fn::Sub` takes them. */
    policy: v.unknown(),
    /** The policy in its form. */
    text: v.string(),
    secrets: v.array(
      v.object({
        name: v.string(),
        service: v.picklist(secretServices),
        kind: v.string(),
        declaredAt: v.string(),
        /** Any member of a family, for which `*` stands in the name. */
        isFamily: v.boolean(),
      }),
    ),
    otherReads: v.array(otherRead),
    otherAccounts: v.array(otherAccount),
    /** What the policy was compared with: `role checkout-role`, `template.yaml`. */
    comparedWith: v.optional(v.string()),
    difference: v.array(v.string()),
    /** What the role has beside it, as far as that may be read. */
    hasAlso: v.optional(v.array(hasAlso)),
    notes: v.array(v.string()),
    /** What to do with `text`. */
    use: v.optional(v.string()),
    /** Does the same with AWS's own command line. */
    command: v.optional(v.string()),
    /** The file that was written. */
    written: v.optional(v.string()),
    /** What became of role or template: `printed` when nothing was asked of them, `differs` when only that was asked. */
    applied: v.picklist(changes),
  }),
  opensAccountLate: true,
  async run(input, context) {
    refuseContradictions(input)
    const found = await functionToGrant(input, context)
    const granting = isOfAccount(input, found, context) ? grantOnAccount : grantWithoutAccount
    const { granted, ...rest } = await granting(found, input, context)
    return { ...answered(granted), ...rest }
  },
})
