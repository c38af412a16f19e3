import { holds } from '../narrator.ts'
import { sallyportJson } from '../sallyport-command.ts'
import type { Step } from '../scene.ts'

interface Granted {
  role: string
  policy: { Statement: { Action: string | string[]; Resource: string | string[] }[] }
  command: string
  applied: string
  secrets: { name: string; declaredAt: string }[]
}

/** The policy comes from what the code reaches; nobody wrote it. */
export const grant: Step = {
  title: 'Its role is granted exactly what its code reaches (sallyport grant checkout --apply)',
  async run({ project, say, block }) {
    const granted = await sallyportJson<Granted>(['grant', 'checkout', '--apply', '--local'], project)
    const [statement, ...others] = granted.policy.Statement
    holds(others.length === 0 && [statement?.Resource].flat().length === 1, 'the role may read one secret and nothing else', granted.policy)
    holds(granted.applied === 'changed', 'the policy is on the role', granted.applied)
    for (const { name, declaredAt } of granted.secrets) say(`checkout reads ${name}, declared at ${declaredAt}`)
    block(JSON.stringify(granted.policy, null, 2))
    say('On AWS this does the same:')
    block(granted.command)
  },
}
