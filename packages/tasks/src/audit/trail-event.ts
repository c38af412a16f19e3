import * as v from 'valibot'

/** A CloudTrail record, as far as an audit reads it. Source: CloudTrail User Guide, "CloudTrail record contents". */
const trailEventSchema = v.object({
  eventTime: v.string(),
  eventName: v.string(),
  userIdentity: v.object({
    type: v.optional(v.string(), 'Unknown'),
    arn: v.optional(v.string()),
    userName: v.optional(v.string()),
    accountId: v.optional(v.string()),
    invokedBy: v.optional(v.string()),
    sessionContext: v.optional(
      v.object({ sessionIssuer: v.optional(v.object({ arn: v.optional(v.string()), userName: v.optional(v.string()) })) }),
    ),
  }),
  userAgent: v.optional(v.nullable(v.string())),
  errorCode: v.optional(v.string()),
  errorMessage: v.optional(v.nullable(v.string())),
  requestParameters: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  resources: v.optional(v.nullable(v.array(v.object({ ARN: v.optional(v.string()) })))),
})

export type TrailEvent = v.InferOutput<typeof trailEventSchema>

/** The record in an event's `CloudTrailEvent`, or `undefined` for one that is not of the form that AWS documents. */
export function trailEventIn(json: string | undefined): TrailEvent | undefined {
  if (json === undefined) return undefined
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), trailEventSchema), json)
  return parsed.success ? parsed.output : undefined
}

/** A text member of the request, as the caller sent it. */
export function requestText({ requestParameters }: TrailEvent, name: string): string | undefined {
  const value = requestParameters?.[name]
  return typeof value === 'string' ? value : undefined
}
