import { answerDate } from '../answer-date.ts'
import { type Check, skipped } from '../check.ts'
import { skewFinding } from '../skew-finding.ts'

/** The machine's clock beside the `Date` of AWS's answer: the SDK corrects its signatures by it, other tools are refused. */
export const clock: Check = {
  name: 'clock',
  after: ['region'],
  async run({ account, now }, signal) {
    const sts = await account.sts()
    const date = answerDate(sts)
    const before = now().getTime()
    await sts.getCallerIdentity({}, { abortSignal: signal }).catch((error: unknown) => {
      if (date() === undefined) throw error // a refusal has a date as well; only without an answer there is none
    })
    const answered = date()
    if (answered === undefined) return [skipped('the answer has no Date')]
    return [skewFinding((before + now().getTime()) / 2 - answered.getTime())]
  },
}
