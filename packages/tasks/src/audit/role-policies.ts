import type { CompiledPolicy } from '@sallyport/iam'
import type { Account } from '../account/account.ts'
import { parameterArn, secretArn } from '../account/arn.ts'
import { isNamed } from '../account/is-named.ts'
import type { SecretKey } from './secret-key.ts'

/** Whether a role's own inline policies let it make a read; `undefined` when they may not be read or are not understood. */
export type MayRead = (role: string, action: string, secret: SecretKey) => Promise<boolean | undefined>

/** Asks IAM for each role's inline policies once. */
export function inlinePolicies(account: Account): MayRead {
  const policiesByRole = new Map<string, Promise<readonly CompiledPolicy[] | undefined>>()
  return async (role, action, secret) => {
    let reading = policiesByRole.get(role)
    if (reading === undefined) {
      reading = policiesOf(role, account)
      policiesByRole.set(role, reading)
    }
    const policies = await reading
    if (policies === undefined) return undefined
    const { evaluate } = await import('@sallyport/iam')
    const where = await account.describe()
    // any suffix stands for the six characters that a policy matches by "??????"
    const resource = secret.service === 'ssm' ? parameterArn(secret.name, where) : secretArn(secret.name, 'abcdef', where)
    return evaluate(policies, { action, resource, context: { 'secretsmanager:VersionStage': 'AWSCURRENT' } }).allowed
  }
}

async function policiesOf(RoleName: string, account: Account): Promise<readonly CompiledPolicy[] | undefined> {
  const { compilePolicy, PolicyError, parsePolicy } = await import('@sallyport/iam')
  const iam = await account.iam()
  try {
    const { PolicyNames: names = [] } = await iam.listRolePolicies({ RoleName })
    const answers = await Promise.all(names.map((PolicyName) => iam.getRolePolicy({ RoleName, PolicyName })))
    return answers.map(({ PolicyName = '', PolicyDocument = '' }) =>
      compilePolicy(PolicyName, parsePolicy(decodeURIComponent(PolicyDocument))),
    )
  } catch (error) {
    if (error instanceof PolicyError) return undefined
    if (isNamed(error, 'AccessDenied', 'NoSuchEntity')) return undefined // a role that was deleted since, or another account's
    throw error
  }
}
