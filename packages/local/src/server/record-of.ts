import type { AwsError } from '../aws-error.ts'
import type { Recorded } from '../trail/trail-entry.ts'
import type { WireObject, WireValue } from '../wire/wire-value.ts'
import type { Call, Outcome } from './call.ts'

/** A global service's events. Source: CloudTrail User Guide, "Global service events". */
const globalRegion = 'us-east-1'

/** What the trail keeps of a call, or `undefined` of one that is a data event. */
export function recordOf(call: Call, outcome: Outcome): Recorded | undefined {
  const { operation, service, account, request, requestId } = call
  if (operation.recorded === false) return undefined
  const refusal = 'refusal' in outcome ? outcome.refusal : undefined
  const isHidden = refusal !== undefined && isDenial(refusal) && !service.recordsRefusedParameters
  const responseElements = 'output' in outcome && operation.changes ? (operation.responseElements(outcome.output) ?? null) : null
  return {
    requestId,
    eventSource: service.eventSource,
    eventName: operation.eventName,
    isReadOnly: !operation.changes,
    region: service.isGlobal ? globalRegion : account.region,
    caller: account.caller,
    sourceIp: request.sourceIp,
    userAgent: request.headers['user-agent'] ?? '',
    requestParameters: isHidden ? null : parametersOf(call.input, operation.recorded),
    responseElements,
    error: refusal && { code: recordedCode(refusal), message: refusal.message },
    resources: resourcesOf(call, responseElements),
    showsResources: service.recordsResources && !isHidden,
  }
}

/** What was asked for by ARN, and what was made. */
function resourcesOf({ permissions }: Call, responseElements: WireObject | null): readonly string[] {
  const arns = permissions.filter(({ resource, isNew }) => resource !== '*' && isNew !== true).map(({ resource }) => resource)
  const made = responseElements?.['arn']
  return typeof made === 'string' && !arns.includes(made) ? [...arns, made] : arns
}

/** CloudTrail writes every refusal by a policy as AccessDenied. */
function recordedCode({ code }: AwsError): string {
  return code === 'AccessDeniedException' ? 'AccessDenied' : code
}

function isDenial({ code }: AwsError): boolean {
  return code === 'AccessDeniedException' || code === 'AccessDenied'
}

function parametersOf(input: unknown, recorded: readonly (readonly [string, string])[]): WireObject | null {
  if (typeof input !== 'object' || input === null) return null
  const sent = input as Readonly<Record<string, WireValue>> // read by the operation's own shapes
  const parameters: Record<string, WireValue> = {}
  for (const [member, recordedAs] of recorded) if (sent[member] !== undefined) parameters[recordedAs] = sent[member]
  return Object.keys(parameters).length > 0 ? parameters : null
}
