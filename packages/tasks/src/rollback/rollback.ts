import * as v from 'valibot'
import { placeEntries, toldPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { rollbackParameter } from './rollback-parameter.ts'
import { rollbackSecret } from './rollback-secret.ts'

const rollbacks = { secretsmanager: rollbackSecret, ssm: rollbackParameter }

/** Makes an earlier version the current one again. */
export const rollback = task({
  name: 'rollback',
  summary: 'make the previous version of a secret, or another one, current again',
  input: {
    ...placeEntries,
    /** The version: its id, or of a parameter its number. Default: the one before the current. */
    to: v.optional(v.pipe(v.string(), v.minLength(1))),
  },
  output: v.object({
    name: v.string(),
    service: v.picklist(secretServices),
    /** The version that was current. */
    from: v.string(),
    /** The version whose value is current now. */
    to: v.string(),
    /** The version that is current now: `to`, or of a parameter a new one with its value. */
    version: v.string(),
    /** What to type to take it back. */
    takeBack: v.string(),
  }),
  async run(input, context) {
    const place = await toldPlace(input, context)
    const done = await rollbacks[place.service](place, input.to, context)
    return {
      name: place.name,
      service: place.service,
      ...done,
      takeBack: typedCommand('rollback', place, context.account, ['--to', done.from]),
    }
  },
})
