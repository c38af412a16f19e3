import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import { applyPolicy } from '../grant/apply-policy.ts'
import type { FunctionPolicy } from '../grant/function-policy.ts'
import { grantedName } from '../grant/granted-name.ts'

/** Lambda Developer Guide, "Defining Lambda function permissions with an execution role". */
const trustPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
}

/** The function's role on loopback, made when it is not there. @returns its ARN */
export async function executionRole(roleName: string, { account, progress }: TaskContext): Promise<string> {
  const iam = await account.iam()
  try {
    const { Role: role } = await iam.getRole({ RoleName: roleName })
    return role?.Arn ?? roleName
  } catch (error) {
    if (!isNamed(error, 'NoSuchEntity')) throw error
  }
  const { Role: role } = await iam.createRole({ RoleName: roleName, AssumeRolePolicyDocument: JSON.stringify(trustPolicy) })
  progress(`made role ${roleName}, which Lambda may assume`)
  return role?.Arn ?? roleName
}

/** Gives the role what `grant` writes. A function that reads nothing needs nothing. @returns whether that changed the role */
export async function grantReads(granted: FunctionPolicy, context: TaskContext): Promise<boolean> {
  if (granted.policy.Statement.length === 0) return false
  const names = new Set(granted.reach.secrets.map((secret) => grantedName(secret, granted.stage)))
  const isChanged = (await applyPolicy(granted, context)) === 'changed'
  const what = names.size === 0 ? 'what its code reads by other libraries' : [...names].join(', ')
  if (isChanged) context.progress(`granted role ${granted.function.role} to read ${what}`)
  return isChanged
}
