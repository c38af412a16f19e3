import * as v from 'valibot'
import { task } from '../task.ts'
import { checkStatuses } from './check.ts'
import { checks } from './checks.ts'
import { runChecks } from './run-checks.ts'

/** Looks at everything that the other commands need, and says of each fault how to mend it. Nothing is changed and no value is read. */
export const doctor = task({
  name: 'doctor',
  summary: 'whether account, clock, permissions and project are in order, and the cure where not',
  input: {},
  output: v.object({
    checks: v.array(v.object({ check: v.string(), status: v.picklist(checkStatuses), text: v.string(), cure: v.optional(v.string()) })),
    problems: v.number(),
    warnings: v.number(),
  }),
  withoutAccount: true,
  async run(_input, context) {
    const found = await runChecks(checks, context)
    const counted = (status: string) => found.filter((each) => each.status === status).length
    return { checks: found, problems: counted('problem'), warnings: counted('warning') }
  },
})
