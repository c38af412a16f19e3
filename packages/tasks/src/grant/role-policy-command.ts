import { shellWord } from '../shell-word.ts'

/** What takes an inline policy from a role by AWS's own command line. */
export function deleteRolePolicyCommand(role: string, policyName: string): string {
  return ['aws', 'iam', 'delete-role-policy', '--role-name', role, '--policy-name', policyName].map(shellWord).join(' ')
}
