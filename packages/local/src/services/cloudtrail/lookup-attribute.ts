import { awsError } from '../../aws-error.ts'
import type { LookupAttribute } from '../../trail/trail.ts'

const keys: readonly LookupAttribute['key'][] = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
]

interface SentAttribute {
  readonly AttributeKey: string
  readonly AttributeValue: string
}

/**
 * The one attribute a lookup may have.
 * Source: CloudTrail API Reference, "LookupEvents", `LookupAttributes` ("Currently the list can contain only one item").
 * @throws AwsError `InvalidLookupAttributesException`
 */
export function lookupAttribute(sent: readonly SentAttribute[]): LookupAttribute | undefined {
  const [first, ...more] = sent
  if (first === undefined) return undefined
  if (more.length > 0) throw invalid(`at most one attribute is accepted, ${sent.length} were sent`)
  const key = keys.find((each) => each === first.AttributeKey)
  if (key === undefined) throw invalid(`the attribute key is not one of ${keys.join(', ')}`)
  if (first.AttributeValue === '' || first.AttributeValue.length > 2000) throw invalid('an attribute value has 1 to 2000 characters')
  return { key, value: first.AttributeValue }
}

function invalid(problem: string) {
  return awsError('InvalidLookupAttributesException', `Invalid lookup attributes: ${problem}`)
}
