import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import { applyPolicy } from '../grant/apply-policy.ts'
import type { FunctionPolicy } from '../grant/function-policy.ts'
import { grantedName } from '../grant/granted-name.ts'
import { policiesBeside } from '../grant/has-also.ts'
import { leftOverNotes } from '../grant/left-over-policy.ts'

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

async function tellLeftOver(granted: FunctionPolicy, { account, progress }: TaskContext): Promise<void> {
  const { leftOver, policyName, function: found } = granted
  if (leftOver === undefined) return
  const beside = await policiesBeside(found.role, policyName, await account.iam())
  for (const each of leftOverNotes(beside ?? [], granted)) progress(each)
}

/** Gives the role what `grant` writes. A function that reads nothing needs nothing. @returns whether that changed the role */
export async function grantReads(granted: FunctionPolicy, context: TaskContext): Promise<boolean> {
  if (granted.policy.Statement.length === 0) return false
  const names = new Set(granted.reach.secrets.map((secret) => grantedName(secret, granted.stage)))
  const isChanged = (await applyPolicy(granted, context)) === 'changed'
  await tellLeftOver(granted, context)
  const what = names.size === 0 ? 'what its code reads by other libraries' : [...names].join(', ')
  if (isChanged) context.progress(`granted role ${granted.function.role} to read ${what}`)
  return isChanged
}
