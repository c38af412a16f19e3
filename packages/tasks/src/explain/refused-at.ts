import type { Account } from '../account/account.ts'
import type { TaskContext } from '../context.ts'
import { shellWord } from '../shell-word.ts'
import { TaskError } from '../task-error.ts'

/** Which AWS a refusal came from, so that its remedy is for that one. */
export interface RefusedAt extends Pick<Account, 'target'> {
  /** How a command of AWS's own tool begins: on loopback with its endpoint, since it would change a real account otherwise. */
  readonly aws: string
  /** `*` where nobody says it. */
  readonly region: string
}

/** AWS, which is not asked; or AWS on loopback, where it runs. */
export async function refusedAt({ account, env, progress }: Pick<TaskContext, 'account' | 'env' | 'progress'>): Promise<RefusedAt> {
  const { target } = account
  if (target === 'aws') return { target, aws: 'aws', region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || '*' }
  // a message is explained without a server too; that it does not run is told, and no more
  const found = await account.describe().catch((error) => {
    if (!(error instanceof TaskError)) throw error
    progress(`the region is not known: ${error.message}`)
  })
  return { target, aws: `aws --endpoint-url ${shellWord(found?.endpoint ?? 'ENDPOINT')}`, region: found?.region ?? '*' }
}

/** `steps`, and on loopback before the first command of AWS's own tool where it has its keys from. */
export function withKeys(steps: readonly string[], { target, aws }: RefusedAt): readonly string[] {
  const first = steps.findIndex((step) => step.includes(`${aws} `))
  if (target === 'aws' || first === -1) return steps
  return steps.toSpliced(
    first,
    0,
    'for the command that follows, have the keys of AWS on loopback in the shell: eval "$(sallyport local env)"',
  )
}
