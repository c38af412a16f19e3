import { awsError } from '../../aws-error.ts'
import type { RoleRecord } from './roles.ts'

/** @throws AwsError `NoSuchEntity` */
export function inlinePolicy(role: RoleRecord, name: string): string {
  const [, document] = role.inlinePolicies.find(([each]) => each === name) ?? []
  if (document === undefined) throw awsError('NoSuchEntity', `The role policy with name ${name} cannot be found.`, { status: 404 })
  return document
}
