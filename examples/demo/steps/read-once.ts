import { freshEnvironments } from '../fresh-environments.ts'
import { holds } from '../narrator.ts'
import type { Scene, Step } from '../scene.ts'
import { type Called, call } from '../url-requests.ts'

/** Only the first invocation of an execution environment pays for the read; environments do not share one. */
export const readOnce: Step = {
  title: '100 invocations in one execution environment, then 20 environments at once',
  async run(scene) {
    const { say, heard, url } = scene
    const oneByOne = await counted(scene, async () => {
      const answers: Called[] = []
      for (let i = 0; i < 100; i += 1) answers.push(await call(url))
      return answers
    })
    holds(oneByOne.reads === 1, '100 invocations in one environment make 1 request to Secrets Manager', oneByOne.reads)
    const [cold, ...warm] = oneByOne.answers.map(({ ms }) => ms)
    say(`100 invocations, one after the other: ${oneByOne.reads} request to Secrets Manager, counted in the trail`)
    say(`the first took ${cold?.toFixed(0)} ms, the others ${warm.toSorted((a, b) => a - b)[49]?.toFixed(1)} ms in the median`)

    const atOnce = await counted(scene, () => Promise.all(Array.from({ length: 20 }, () => call(url))))
    holds(atOnce.reads === 20, '20 environments at once make 20 requests to Secrets Manager', atOnce.reads)
    say(`20 environments at once: ${atOnce.reads} requests to Secrets Manager, one each`)
    heard.push(...[...oneByOne.answers, ...atOnce.answers].map(({ body }) => body))
  },
}

async function counted(scene: Scene, invoke: () => Promise<Called[]>): Promise<{ reads: number; answers: Called[] }> {
  await freshEnvironments(scene)
  const before = await scene.clients.readsBy('checkout', 'GetSecretValue')
  const answers = await invoke()
  const failed = answers.filter(({ status }) => status !== 200)
  holds(failed.length === 0, 'every invocation is answered with 200', failed)
  return { reads: (await scene.clients.readsBy('checkout', 'GetSecretValue')) - before, answers }
}
