import type { OtherRead, PolicyTarget, Reach } from '@sallyport/project'
import * as v from 'valibot'
import { secretServices } from '../secret-services.ts'
import { parametersIn, withReferences } from '../template-policy/parameter-reference.ts'

/** A read of the same code that does not go through `sallyport`, as the answer tells it. */
export const otherRead = v.object({
  /** What reads: `AWS SDK v3`, `Powertools` … */
  by: v.string(),
  service: v.picklist(secretServices),
  /** The permission that it takes, where it is known. */
  action: v.optional(v.string()),
  name: v.optional(v.string()),
  /** The environment variable that holds the name. */
  variable: v.optional(v.string()),
  /** `src/report.ts:12` */
  at: v.string(),
  /** Whether the policy lets it be made. */
  granted: v.boolean(),
  /** Why it does not. */
  reason: v.optional(v.string()),
})

export type ToldRead = v.InferOutput<typeof otherRead>

/** The reads of other libraries, each with whether the policy that `policyFor` writes for this target holds it. */
export async function toldReads({ otherReads }: Reach, target: PolicyTarget): Promise<ToldRead[]> {
  const { otherReadGrants } = await import('@sallyport/project')
  const reasonByRead = new Map(otherReadGrants(otherReads, target).notGranted.map(({ read, reason }) => [read, reason]))
  return otherReads.map((read) => told(read, reasonByRead.get(read)))
}

function told({ by, service, action, name, pattern, variable, file, line }: OtherRead, reason: string | undefined): ToldRead {
  const shown = name ?? pattern
  return {
    by,
    service,
    ...(action === undefined ? {} : { action }),
    ...(shown === undefined ? {} : { name: withReferences(shown, parametersIn(shown)) }),
    ...(variable === undefined ? {} : { variable }),
    at: line === undefined ? file : `${file}:${line}`,
    granted: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
  }
}
