import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { text } from '../../shapes/scalars.ts'
import { percentEncoded } from '../../wire/percent-encoded.ts'
import { onPolicy } from './managed-policies/on-policy.ts'
import { policyArn } from './managed-policies/policy-shapes.ts'

export const getPolicyVersion = operation({
  name: 'GetPolicyVersion',
  input: { PolicyArn: policyArn(), VersionId: text({ pattern: /^v[1-9][0-9]*(?:\.[A-Za-z0-9-]*)?$/ }) },
  permissions: ({ PolicyArn }) => [onPolicy('iam:GetPolicyVersion', PolicyArn)],
  run({ PolicyArn, VersionId }, { managedPolicies }) {
    const { document, versionId, versionCreatedAt } = managedPolicies.find(PolicyArn)
    if (VersionId !== versionId) {
      const message = `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`
      throw awsError('NoSuchEntity', message, { status: 404 })
    }
    const CreateDate = new Date(versionCreatedAt)
    return { PolicyVersion: { Document: percentEncoded(document), VersionId, IsDefaultVersion: true, CreateDate } }
  },
})
