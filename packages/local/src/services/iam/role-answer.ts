import { awsError } from '../../aws-error.ts'
import { percentEncoded } from '../../wire/percent-encoded.ts'
import type { RoleRecord, Roles } from './roles.ts'

/** @throws AwsError `NoSuchEntity` */
export function existingRole(name: string, roles: Roles): RoleRecord {
  const role = roles.find(name)
  if (role === undefined) throw awsError('NoSuchEntity', `The role with name ${name} cannot be found.`, { status: 404 })
  return role
}

/** A role as CreateRole and GetRole tell it. */
export function roleAnswer(role: RoleRecord) {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: percentEncoded(role.trustPolicy), // as every document in an answer. Source: IAM API Reference, "GetRolePolicy" (RFC 3986)
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    Tags: role.tags?.map(([Key, Value]) => ({ Key, Value })),
  }
}
