import { setTimeout as wait } from 'node:timers/promises'
import { holds } from '../narrator.ts'
import { sallyportJson } from '../sallyport-command.ts'
import { newKey, type Step } from '../scene.ts'
import { type Called, call } from '../url-requests.ts'

const callers = 4

/** The key is replaced under a function that is being invoked all the time. */
export const replaceTheKey: Step = {
  title: 'The key is replaced while the function is being invoked',
  async run({ project, payments, keys, heard, say, url }) {
    const old = keys.at(-1) as string // the first step stored it
    const refusedBefore = payments.refused()
    let isOver = false
    const answers: Called[] = []
    const calling = Array.from({ length: callers }, async () => {
      while (!isOver) answers.push(await call(url))
    })

    await wait(500)
    const key = newKey()
    keys.push(key)
    payments.accept(key)
    say('the payment API accepts the new key')
    await sallyportJson(['put', '{stage}/payments', '--kind', 'api-key', '--local'], project, { input: key })
    say('the new key is stored (sallyport put)')
    payments.revoke(old)
    const answeredBefore = answers.length
    say('the payment API refuses the old key from this moment on')
    await wait(1_500)
    isOver = true
    await Promise.all(calling)

    heard.push(...answers.map(({ body }) => body))
    const refused = payments.refused() - refusedBefore
    const failed = answers.filter(({ status }) => status !== 200)
    holds(refused >= 1, 'the old key was in use when it was refused', refused)
    holds(failed.length === 0, 'no invocation failed', failed)
    holds(answers.length > answeredBefore, 'invocations went on after the old key was refused', answers.length)
    say(
      `${answers.length} invocations by ${callers} callers meanwhile: ${refused} calls refused by the payment API, each replayed once with the new key; ${failed.length} invocations failed`,
    )
  },
}
