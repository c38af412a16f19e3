import { service } from '../../service.ts'
import { awsQuery } from '../../wire/aws-query.ts'
import { assumeRole } from './assume-role.ts'
import { getCallerIdentity } from './get-caller-identity.ts'

export const sts = service({
  name: 'sts',
  protocol: awsQuery('https://sts.amazonaws.com/doc/2011-06-15/'),
  operations: [assumeRole, getCallerIdentity],
})
