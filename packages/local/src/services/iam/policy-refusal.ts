import { type PolicyDocument, PolicyError, type PolicyKind, parsePolicy } from '@sallyport/iam'
import { awsError } from '../../aws-error.ts'

/** @throws AwsError `MalformedPolicyDocument` that says which statement and element, so that nothing is stored that could not be enforced */
export function checkedPolicy(document: string, kind: PolicyKind): PolicyDocument {
  try {
    return parsePolicy(document, { kind })
  } catch (error) {
    if (error instanceof PolicyError) throw awsError('MalformedPolicyDocument', error.message)
    throw error
  }
}

/** White space does not count. Source: IAM User Guide, "IAM and AWS STS quotas", character limits. */
export function policyCharacters(document: string): number {
  return document.replace(/\s/g, '').length
}
