import type { RequestContext } from '@sallyport/iam'
import type { Permission } from '../../authorization/permission.ts'
import type { Parameters } from './parameters.ts'

/**
 * A right on one parameter, by the ARN of its name, and by its tags.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Systems Manager".
 */
export function onParameter(action: string, name: string, parameters: Parameters, context: RequestContext = {}): Permission {
  const reference = parameters.reference(name)
  const resource = reference?.arn ?? parameters.arnOf(name)
  const tags = (reference && parameters.find(reference)?.tags) ?? []
  if (tags.length === 0) return { action, resource, context }
  return { action, resource, context: { ...context, ...Object.fromEntries(tags.flatMap(tagKeys)) } }
}

function tagKeys([key, value]: readonly [string, string]): [string, string][] {
  return [
    [`ssm:resourceTag/${key}`, value],
    [`aws:ResourceTag/${key}`, value],
  ]
}
