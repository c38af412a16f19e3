import type { FunctionPolicy } from './function-policy.ts'
import type { HasAlso } from './has-also.ts'
import { deleteRolePolicyCommand } from './role-policy-command.ts'

type Granted = Pick<FunctionPolicy, 'leftOver'>

/**
 * Of what a role has beside our policy, the one that was for all its functions, before each had its own: it stays until each has, which
 * nobody else can tell.
 * @param granted whose policy is ours
 */
export function leftOverNotes(beside: readonly HasAlso[], granted: FunctionPolicy): string[] {
  const {
    leftOver,
    function: { role },
  } = granted
  if (leftOver === undefined) return []
  const { policyName, functions } = leftOver
  const shared = `still has the policy ${policyName}, from before ${functions.slice(0, -1).join(', ')} and ${functions.at(-1)} had one each: when all are granted`
  return beside
    .filter((each) => isLeftOver(each, granted))
    .map(({ at }) =>
      at === undefined
        ? `role ${role} ${shared}, take it away by ${deleteRolePolicyCommand(role, policyName)}`
        : `${at} ${shared}, take it out`,
    )
}

/** What it has beside that as well. */
export function withoutLeftOver(beside: readonly HasAlso[], granted: Granted): HasAlso[] {
  return beside.filter((each) => !isLeftOver(each, granted))
}

function isLeftOver({ name, form }: HasAlso, { leftOver }: Granted): boolean {
  return form === 'inline' && name === leftOver?.policyName
}
