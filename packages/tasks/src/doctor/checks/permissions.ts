import { taskErrorOf } from '../../account/aws-error.ts'
import { isNamed } from '../../account/is-named.ts'
import type { TaskContext } from '../../context.ts'
import { type Check, type Finding, ok, warning } from '../check.ts'

/** A question that reads no value and changes nothing, and the commands that need its permission. */
interface Question {
  readonly permission: string
  readonly neededBy: string
  ask(context: TaskContext, signal: AbortSignal): Promise<unknown>
}

const questions: readonly Question[] = [
  {
    permission: 'list secrets',
    neededBy: 'list, diff, audit',
    ask: async ({ account }, abortSignal) => (await account.secretsManager()).listSecrets({ MaxResults: 1 }, { abortSignal }),
  },
  {
    permission: 'list parameters',
    neededBy: 'list, diff',
    ask: async ({ account }, abortSignal) => (await account.parameterStore()).describeParameters({ MaxResults: 1 }, { abortSignal }),
  },
  {
    permission: 'look up events',
    neededBy: 'audit',
    ask: async ({ account }, abortSignal) => (await account.cloudTrail()).lookupEvents({ MaxResults: 1 }, { abortSignal }),
  },
  {
    permission: "read the functions' roles",
    neededBy: 'grant --apply, audit',
    ask: async ({ account, project }, abortSignal) => {
      const iam = await account.iam()
      for (const RoleName of new Set((await project()).functions.map(({ role }) => role)))
        await iam
          .getRole({ RoleName }, { abortSignal })
          .catch((error) => (isNamed(error, 'NoSuchEntity') ? undefined : Promise.reject(error)))
    },
  },
]

export const permissions: Check = {
  name: 'permissions',
  after: ['credentials', 'project'],
  async run(context, signal) {
    const answers = await Promise.all(questions.map((each) => answerTo(each, context, signal)))
    const allowed = questions.filter((_, index) => answers[index] === undefined).map(({ permission }) => permission)
    return [...(allowed.length === 0 ? [] : [ok(`may ${allowed.join(', ')}`)]), ...answers.filter((each) => each !== undefined)]
  },
}

async function answerTo({ permission, neededBy, ask }: Question, context: TaskContext, signal: AbortSignal): Promise<Finding | undefined> {
  try {
    await ask(context, signal)
    return undefined
  } catch (error) {
    const told = await taskErrorOf(error, context.account)
    if (told === undefined) throw error
    if (told.code !== 'DENIED') return warning(`whether the caller may ${permission} is not known`, told.message)
    const cure = told.statement === undefined ? told.message : `add ${JSON.stringify(told.statement)} to its policy, where that is wanted`
    return warning(`may not ${permission}, which is needed by: ${neededBy}`, cure)
  }
}
