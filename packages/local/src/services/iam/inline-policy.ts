import { awsError } from '../../aws-error.ts'
import type { RoleRecord } from './roles.ts'

/** @throws AwsError `NoSuchEntity` */
export function inlinePolicy(role: RoleRecord, name: string): string {
  // own members only: `constructor` is a name like any other
  const document = Object.hasOwn(role.inlinePolicies, name) ? role.inlinePolicies[name] : undefined
  if (document === undefined) throw awsError('NoSuchEntity', `The role policy with name ${name} cannot be found.`, { status: 404 })
  return document
}
