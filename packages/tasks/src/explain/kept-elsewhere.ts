import type { Identity } from './identity.ts'

/** Who decides what an identity may do, where IAM refuses to put a statement on it. */
export interface KeptElsewhere {
  readonly kind: 'permission set' | 'service-linked role' | 'federated user' | 'root user' | 'anonymous'
  /** What makes it allowed. */
  readonly allowing: string
  /** Where its own policies and its boundary are. */
  readonly policies: string
  /** Whether some policy, an inline one or of its caller, takes a statement for it. */
  readonly takesStatement: boolean
}

/**
 * `undefined` for a user or role whose policies are its own.
 * Sources: IAM Identity Center User Guide, "IAM roles created by IAM Identity Center"; AWS re:Post, 'How do I resolve the IAM error "Cannot
 * perform the operation on the protected role AWSReservedSSO"?'; IAM API Reference, "PutRolePolicy" (UnmodifiableEntity: only the service that
 * depends on a service-linked role can modify it); IAM User Guide, "Permissions for GetFederationToken"; AWS General Reference, "AWS account
 * root user credentials and IAM user credentials" (the organization's policies alone limit the root user).
 */
export function keptElsewhere({ arn, role = '' }: Identity): KeptElsewhere | undefined {
  const set = permissionSetOf(role)
  if (set !== undefined) {
    const place = `permission set ${set} in IAM Identity Center`
    return {
      kind: 'permission set',
      allowing: `IAM lets nobody change role ${role}: whoever manages IAM Identity Center adds the statement to the inline policy of permission set ${set}`,
      policies: `they are those of ${place}, and are changed there`,
      takesStatement: true,
    }
  }
  if (role.startsWith('AWSServiceRoleFor')) {
    return {
      kind: 'service-linked role',
      allowing: `nobody can add a statement to service-linked role ${role}: only its AWS service changes it; give that service a role of yours if it takes one, or allow the role in the resource's own policy`,
      policies: `they are those of service-linked role ${role}, which only its AWS service changes`,
      takesStatement: false,
    }
  }
  if (/^arn:[^:]+:sts::\d+:federated-user\//.test(arn)) {
    return {
      kind: 'federated user',
      allowing:
        'add the statement to the IAM user that called GetFederationToken, and to the Policy that it gave there: the session may do what both allow',
      policies: 'they are those of the IAM user that called GetFederationToken',
      takesStatement: true,
    }
  }
  if (/^arn:[^:]+:iam::\d+:root$/.test(arn)) {
    return {
      kind: 'root user',
      allowing:
        "nothing can be added to the account's root user, which has every right: a policy of the resource or of the organization decides",
      policies: "the account's root user has none: look at the policies of the resource and of the organization",
      takesStatement: false,
    }
  }
  if (arn === 'anonymous') {
    return {
      kind: 'anonymous',
      allowing: 'the request is not signed, so that no identity has a policy: give the client credentials',
      policies: 'the request is not signed, so that no identity has any: give the client credentials',
      takesStatement: false,
    }
  }
  return undefined
}

/** Source: IAM Identity Center User Guide, "Referencing permission sets in resource policies, Amazon EKS, and AWS KMS" (the role's name). */
export function permissionSetOf(role: string): string | undefined {
  return /^AWSReservedSSO_(?<set>.+)_[0-9a-f]+$/.exec(role)?.groups?.['set']
}
