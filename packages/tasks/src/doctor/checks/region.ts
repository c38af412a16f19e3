import { type Check, ok, problem } from '../check.ts'

export const region: Check = {
  name: 'region',
  after: ['endpoint'],
  async run({ account }) {
    const sts = await account.sts()
    // the SDK throws a plain Error where neither the environment nor a profile says it
    const found = await sts.config.region().catch(() => undefined)
    return found === undefined ? [problem('the region is not set', 'set AWS_REGION, or give `region`')] : [ok(found)]
  },
}
