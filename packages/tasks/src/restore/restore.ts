import * as v from 'valibot'
import { missing } from '../place/not-found.ts'
import { placeEntries, toldPlace } from '../place/requested-place.ts'
import { describedSecret } from '../stored/described-secret.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'

/** Brings back a secret that is scheduled for deletion. */
export const restore = task({
  name: 'restore',
  summary: 'bring back a secret that is scheduled for deletion',
  input: placeEntries,
  output: v.object({
    name: v.string(),
    service: v.literal('secretsmanager'),
    arn: v.string(),
    /** Whether it was scheduled for deletion; otherwise there was nothing to do. */
    wasScheduled: v.boolean(),
  }),
  async run(input, context) {
    const { account } = context
    const place = await toldPlace(input, context)
    if (place.service === 'ssm') {
      throw new TaskError('WRONG_USE', {
        message: `${place.called} cannot be restored, a parameter is deleted for good: put its value again`,
      })
    }
    const found = await describedSecret(place.id, account)
    if (found === undefined) throw await missing(place, account)
    const answer = { name: found.Name ?? place.name, service: place.service, arn: found.ARN ?? place.id }
    if (found.DeletedDate === undefined) return { ...answer, wasScheduled: false }
    await context.approve({ what: `restore ${place.called}`, names: [place.name], stage: place.stage })
    const client = await account.secretsManager()
    await client.restoreSecret({ SecretId: place.id })
    const after = await describedSecret(place.id, account)
    if (after === undefined || after.DeletedDate !== undefined) {
      throw new TaskError('CONFLICT', {
        message: `${place.called} is scheduled for deletion again, by someone else: look who, then restore it again`,
      })
    }
    return { ...answer, wasScheduled: true }
  },
})
