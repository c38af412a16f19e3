import type { RequestContext } from '@sallyport/iam'
import type { Permission } from '../../authorization/permission.ts'
import type { Secrets } from './secrets.ts'

/**
 * A right on one secret: decided by the stored ARN, whatever form the request used, and refused by the id as it was sent.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Secrets Manager".
 */
export function onSecret(action: string, secretId: string, secrets: Secrets, context: RequestContext = {}): Permission {
  const secret = secrets.peek(secretId)
  const resource = secret?.arn ?? secrets.arnOf(secretId)
  const tags = secret === undefined || secret.tags.length === 0 ? {} : Object.fromEntries(secret.tags.flatMap(tagKeys))
  return { action, resource, shownAs: secretId, context: { ...context, ...tags, 'secretsmanager:SecretId': resource } }
}

function tagKeys({ Key, Value }: { Key: string; Value: string }): [string, string][] {
  return [
    [`secretsmanager:ResourceTag/${Key}`, Value],
    [`aws:ResourceTag/${Key}`, Value],
  ]
}
