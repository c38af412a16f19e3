import type { ManagedPolicy } from './managed-policies.ts'

/** A policy as ListPolicies tells it. */
export function listedPolicy(policy: ManagedPolicy, attachmentCount: number) {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.versionId,
    AttachmentCount: attachmentCount,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: policy.createdAt === undefined ? undefined : new Date(policy.createdAt),
    UpdateDate: new Date(policy.versionCreatedAt),
  }
}

/** Description and tags are not in a list. Source: IAM API Reference, "Policy" and "ListPolicies". */
export function policyAnswer(policy: ManagedPolicy, attachmentCount: number) {
  return {
    ...listedPolicy(policy, attachmentCount),
    Description: policy.description,
    Tags: policy.tags?.map(([Key, Value]) => ({ Key, Value })),
  }
}
