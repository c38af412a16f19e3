import type { ProjectFunction } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { toldDefaults } from '../place/told-defaults.ts'
import { shellWord } from '../shell-word.ts'
import { putOnRole } from './apply-policy.ts'
import { policyForms } from './forms/forms.ts'
import { type FunctionPolicy, functionPolicy } from './function-policy.ts'
import { type HasAlso, policiesBeside } from './has-also.ts'
import { keptFor } from './kept-statements.ts'
import { keyNotes } from './keys/key-notes.ts'
import { keysOnAccount } from './keys/keys-on-account.ts'
import { leftOverNotes, withoutLeftOver } from './left-over-policy.ts'
import { otherAccountTexts } from './other-account.ts'
import { type PolicyOnRole, policyOnRole } from './policy-on-role.ts'
import { deleteRolePolicyCommand } from './role-policy-command.ts'
import type { GrantInput } from './ways.ts'

/** A policy with an account's own numbers; with `apply` and `check` its role is read, and with `apply` changed. */
export async function grantOnAccount(found: ProjectFunction, input: GrantInput, context: TaskContext) {
  const granted = await functionPolicy(found, context, (places) => keysOnAccount(places, context))
  const otherAccounts = await otherAccountTexts(granted, context)
  const told = {
    granted,
    form: 'json' as const, // a role has its policy so
    otherAccounts,
    use: policyForms.json.use(found),
  }
  if (!input.apply && !input.check) {
    const { policy } = granted
    return {
      ...told,
      policy,
      text: await policyForms.json.text(granted),
      difference: [],
      notes: notesOfPolicy(granted),
      ...(policy.Statement.length === 0 ? {} : { command: putRolePolicyCommand(granted) }),
      applied: 'printed' as const,
    }
  }
  const onRole = await policyOnRole(granted, context)
  const beside = await policiesBeside(found.role, granted.policyName, await context.account.iam())
  const { policy } = onRole
  return {
    ...told,
    policy,
    text: await policyForms.json.text({ ...granted, policy }),
    comparedWith: `role ${found.role}`,
    difference: [...onRole.difference],
    ...(beside === undefined ? {} : { hasAlso: withoutLeftOver(beside, granted) }),
    notes: [...notesOfPolicy(granted), ...notesOf(onRole, granted, beside)],
    ...commandFor({ ...granted, policy }, onRole),
    applied: input.apply ? await putOnRole(granted, onRole, context) : onRole.isSame ? ('unchanged' as const) : ('differs' as const),
  }
}

/** What of the policy is only so by the defaults of the template's parameters, as an account may be of another stage; and what it may lack. */
function notesOfPolicy({ function: { byDefault = {} }, reach, otherReads, keys }: FunctionPolicy): string[] {
  const read = new Set([...reach.secrets.map(({ place }) => place.variable), ...otherReads.map(({ variable }) => variable)])
  return [
    ...toldDefaults(Object.fromEntries(Object.entries(byDefault).filter(([variable]) => read.has(variable)))),
    ...keyNotes(keys, 'give it that in a policy of its own, which is never touched'),
  ]
}

function notesOf({ kept }: PolicyOnRole, granted: FunctionPolicy, beside: readonly HasAlso[] | undefined): string[] {
  const {
    policyName,
    function: { role },
  } = granted
  return [
    ...leftOverNotes(beside ?? [], granted),
    ...(kept === 0 ? [] : [`${kept} statements of its policy ${policyName} stay, as they may be for ${keptFor(granted.otherReads)}`]),
    ...(beside === undefined
      ? [
          `what role ${role} has beside it may not be listed by the caller: that takes iam:ListRolePolicies and iam:ListAttachedRolePolicies`,
        ]
      : []),
  ]
}

/** A policy without a statement is none: what is there under our name is taken away. */
function commandFor(granted: FunctionPolicy, { isSame }: PolicyOnRole): { command?: string } {
  if (granted.policy.Statement.length > 0) return { command: putRolePolicyCommand(granted) }
  return isSame ? {} : { command: deleteRolePolicyCommand(granted.function.role, granted.policyName) }
}

function putRolePolicyCommand({ function: { role }, policy, policyName }: FunctionPolicy): string {
  const words = ['--role-name', role, '--policy-name', policyName, '--policy-document', JSON.stringify(policy)]
  return ['aws', 'iam', 'put-role-policy', ...words.map(shellWord)].join(' ')
}
