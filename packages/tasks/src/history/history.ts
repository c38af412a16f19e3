import * as v from 'valibot'
import { placeEntries, toldPlace } from '../place/requested-place.ts'
import { secretServices } from '../secret-services.ts'
import { versionsOf } from '../stored/versions.ts'
import { task } from '../task.ts'
import { wholeNumber } from '../whole-number.ts'
import { whoStored } from './who-stored.ts'

/** The versions of a secret or a parameter, their stages or labels, and who stored them; never a value. */
export const history = task({
  name: 'history',
  summary: 'versions of a secret, their stages and who stored them',
  input: {
    ...placeEntries,
    /** Versions to give, newest first. */
    limit: v.optional(wholeNumber(1, 1000), 20),
  },
  output: v.object({
    name: v.string(),
    service: v.picklist(secretServices),
    /** How many there are, whatever `limit` says. */
    kept: v.number(),
    versions: v.array(
      v.object({ id: v.string(), stages: v.array(v.string()), storedAt: v.optional(v.string()), storedBy: v.optional(v.string()) }),
    ),
    /** Why `storedBy` is not there, where it could not be asked for. */
    storedByUnknown: v.optional(v.string()),
  }),
  async run(input, context) {
    const place = await toldPlace(input, context)
    const versions = await versionsOf(place, context.account)
    const shown = versions.slice(0, input.limit)
    const who = await whoStored(place, shown, context)
    return {
      name: place.name,
      service: place.service,
      kept: versions.length,
      versions: shown.map((version) => {
        const storedBy = 'by' in who ? who.by(version) : undefined
        return {
          id: version.id,
          stages: [...version.stages],
          ...(version.storedAt === undefined ? {} : { storedAt: version.storedAt.toISOString() }),
          ...(storedBy === undefined ? {} : { storedBy }),
        }
      }),
      ...('unknown' in who ? { storedByUnknown: who.unknown } : {}),
    }
  },
})
