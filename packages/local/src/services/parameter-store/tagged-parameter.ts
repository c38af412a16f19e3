import type { Permission } from '../../authorization/permission.ts'
import { awsError } from '../../aws-error.ts'
import { text } from '../../shapes/scalars.ts'
import { type NamedParameter, peekNamed } from './named-parameter.ts'
import { onParameter } from './on-parameter.ts'
import type { Parameters } from './parameters.ts'

/** What the operations on tags are told to work on. */
export const taggedInput = { ResourceType: text(), ResourceId: text() }

interface Tagged {
  readonly ResourceType: string
  readonly ResourceId: string
}

/**
 * The parameter whose tags are meant; Systems Manager's other resources are not there.
 * @throws AwsError `InvalidResourceType` or `InvalidResourceId`
 */
export function taggedParameter({ ResourceType, ResourceId }: Tagged, parameters: Parameters): NamedParameter {
  if (ResourceType !== 'Parameter') {
    throw awsError('InvalidResourceType', `${ResourceType} is not a type of resource here: only a Parameter has tags`)
  }
  const named = peekNamed(ResourceId, parameters)
  if (named === undefined)
    throw awsError('InvalidResourceId', 'The resource ID is not valid. Verify that you entered the correct ID and try again.')
  return named
}

export function onTagged(action: string, { ResourceType, ResourceId }: Tagged, parameters: Parameters, context = {}): Permission {
  return ResourceType === 'Parameter' ? onParameter(action, ResourceId, parameters, context) : { action, resource: '*', context }
}
