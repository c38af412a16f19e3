import type { PolicyDocument } from '@sallyport/iam'
import type { Account } from '../account/account.ts'
import { isNamed } from '../account/is-named.ts'

/**
 * The document of a role's inline policy: as a policy when it is one, else as it stands there; `undefined` when there is none.
 * @throws the SDK's `NoSuchEntityException` when there is no such role
 */
export async function rolePolicy(roleName: string, policyName: string, account: Account): Promise<PolicyDocument | string | undefined> {
  const iam = await account.iam()
  await iam.getRole({ RoleName: roleName }) // so that a missing role and a missing policy can be told apart
  const document = await iam.getRolePolicy({ RoleName: roleName, PolicyName: policyName }).then(
    (answer) => decodeURIComponent(answer.PolicyDocument ?? ''), // percent-encoded (IAM API Reference, "GetRolePolicy")
    (error) => (isNamed(error, 'NoSuchEntity') ? undefined : Promise.reject(error)),
  )
  if (document === undefined) return undefined
  const { PolicyError, parsePolicy } = await import('@sallyport/iam')
  try {
    return parsePolicy(document)
  } catch (error) {
    if (error instanceof PolicyError) return document
    throw error
  }
}
