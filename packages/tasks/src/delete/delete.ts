import * as v from 'valibot'
import { placeEntries, toldPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { wholeNumber } from '../whole-number.ts'
import { deleteParameter } from './delete-parameter.ts'
import { deleteSecret } from './delete-secret.ts'

/** Schedules a secret's deletion, or deletes for good what cannot wait or cannot be brought back. */
const deletion = task({
  name: 'delete',
  summary: 'delete a secret, which can be restored for some days, or a parameter for good',
  input: {
    ...placeEntries,
    /** Days in which it can be restored. Source: Secrets Manager API Reference, "DeleteSecret", RecoveryWindowInDays (default 30). */
    recoveryDays: v.optional(wholeNumber(7, 30)),
    /** Deletes a secret at once and for good. */
    force: v.optional(v.boolean(), false),
  },
  output: v.object({
    name: v.string(),
    service: v.picklist(secretServices),
    arn: v.string(),
    /** `scheduled`: it can be restored until `until`. */
    deletion: v.picklist(['scheduled', 'forGood']),
    until: v.optional(v.string()),
    /** What to type to restore it. */
    restore: v.optional(v.string()),
  }),
  async run(input, context) {
    const { recoveryDays, force } = input
    if (force && recoveryDays !== undefined) {
      throw new TaskError('WRONG_USE', {
        message: '`force` leaves no days in which it can be restored: leave `recoveryDays` or `force` out',
      })
    }
    const place = await toldPlace(input, context)
    if (place.service === 'ssm') {
      if (recoveryDays !== undefined)
        throw new TaskError('WRONG_USE', {
          message: `${place.called} cannot be restored, a parameter is deleted for good: leave \`recoveryDays\` out`,
        })
      return { service: place.service, deletion: 'forGood' as const, ...(await deleteParameter(place, context)) }
    }
    const { until, ...deleted } = await deleteSecret(place, { force, recoveryDays }, context)
    return {
      service: place.service,
      ...deleted,
      ...(until === undefined
        ? { deletion: 'forGood' as const }
        : { deletion: 'scheduled' as const, until, restore: typedCommand('restore', place, context.account) }),
    }
  },
})

export { deletion as delete } // a word that no declaration may have
