import * as v from 'valibot'
import { placeEntries, toldPlace } from '../place/requested-place.ts'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { parameterDescription } from './parameter-description.ts'
import { secretDescription } from './secret-description.ts'

const descriptions = { secretsmanager: secretDescription, ssm: parameterDescription }

/** What a secret or a parameter is, but for its value. */
export const describe = task({
  name: 'describe',
  summary: 'what a secret is: versions, dates, tags, rotation, who declares it',
  input: placeEntries,
  output: v.object({
    name: v.string(),
    service: v.picklist(secretServices),
    type: v.string(),
    arn: v.string(),
    description: v.optional(v.string()),
    /** The customer managed key; without one it is the service's own. */
    keyId: v.optional(v.string()),
    tags: v.array(v.object({ key: v.string(), value: v.string() })),
    versions: v.array(v.object({ id: v.string(), stages: v.array(v.string()) })),
    createdAt: v.optional(v.string()),
    changedAt: v.optional(v.string()),
    /** The day of the last read, as the service tells it. */
    lastReadOn: v.optional(v.string()),
    /** The AWS service that owns it, and alone changes it. */
    owningService: v.optional(v.string()),
    rotation: v.optional(
      v.object({
        enabled: v.boolean(),
        schedule: v.optional(v.string()),
        function: v.optional(v.string()),
        rotatedAt: v.optional(v.string()),
        nextAt: v.optional(v.string()),
      }),
    ),
    /** When its deletion was asked for; it can be restored until its recovery window ends. */
    deletionAskedAt: v.optional(v.string()),
    /** Of one whose deletion was asked for: what to type to keep it. */
    restore: v.optional(v.string()),
    tier: v.optional(v.string()),
    /** What of the project declares it. */
    declared: v.array(v.object({ export: v.optional(v.string()), kind: v.string(), at: v.string(), field: v.optional(v.string()) })),
  }),
  async run(input, context) {
    const place = await toldPlace(input, context)
    const described = await descriptions[place.service](place, context.account)
    return {
      service: place.service,
      ...described,
      declared: place.declared.map(({ exportName, kind, at, field }) => ({
        ...(exportName === undefined ? {} : { export: exportName }),
        kind,
        at,
        ...(field === undefined ? {} : { field }),
      })),
    }
  },
})
