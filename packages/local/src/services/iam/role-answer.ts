import { awsError } from '../../aws-error.ts'
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
    AssumeRolePolicyDocument: percentEncoded(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    Tags: role.tags?.map(([Key, Value]) => ({ Key, Value })),
  }
}

/** Documents are percent-encoded in answers. Source: IAM API Reference, "GetRolePolicy" (RFC 3986, whose reserved characters JavaScript leaves in part). */
export function percentEncoded(document: string): string {
  return encodeURIComponent(document).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
