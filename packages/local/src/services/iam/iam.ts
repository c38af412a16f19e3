import { service } from '../../service.ts'
import { awsQuery } from '../../wire/aws-query.ts'
import { attachRolePolicy } from './attach-role-policy.ts'
import { createPolicy } from './create-policy.ts'
import { createRole } from './create-role.ts'
import { deletePolicy } from './delete-policy.ts'
import { deleteRole } from './delete-role.ts'
import { deleteRolePolicy } from './delete-role-policy.ts'
import { detachRolePolicy } from './detach-role-policy.ts'
import { getPolicy } from './get-policy.ts'
import { getPolicyVersion } from './get-policy-version.ts'
import { getRole } from './get-role.ts'
import { getRolePolicy } from './get-role-policy.ts'
import { listAttachedRolePolicies } from './list-attached-role-policies.ts'
import { listPolicies } from './list-policies.ts'
import { listRolePolicies } from './list-role-policies.ts'
import { putRolePolicy } from './put-role-policy.ts'

export const iam = service({
  name: 'iam',
  protocol: awsQuery('https://iam.amazonaws.com/doc/2010-05-08/'),
  isGlobal: true,
  internalError: 'ServiceFailure',
  operations: [
    createRole,
    getRole,
    deleteRole,
    putRolePolicy,
    getRolePolicy,
    listRolePolicies,
    deleteRolePolicy,
    createPolicy,
    getPolicy,
    getPolicyVersion,
    listPolicies,
    deletePolicy,
    attachRolePolicy,
    detachRolePolicy,
    listAttachedRolePolicies,
  ],
})
