import type { Account } from '../account/account.ts'
import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import type { FunctionPolicy } from '../grant/function-policy.ts'
import { shellWord } from '../shell-word.ts'
import { filledIn } from '../stage.ts'

/**
 * Tells of each secret that the function reaches and that is not stored yet. AWS answers the function AccessDenied for it: the policy
 * names an ARN with the six characters that only a stored secret has.
 */
export async function tellMissing({ reach, stage }: FunctionPolicy, { account, progress }: TaskContext): Promise<void> {
  const single = reach.secrets.filter(({ isFamily }) => !isFamily) // which members a family has, nobody says
  const places = new Map(single.map(({ place: { service, name } }) => [filledIn(name, stage), service]))
  for (const [name, service] of places) {
    if (await isStored[service](name, account)) continue
    const [kind, flag] = service === 'ssm' ? ['parameter', ' --parameter'] : ['secret', '']
    progress(`${kind} ${name} is not stored here: run "sallyport put ${shellWord(name)}${flag} --local"`)
  }
}

/** By the descriptions alone, since reading a value to see whether it is there would be one more reader in the trail. */
export const isStored = {
  async secretsmanager(SecretId: string, account: Account): Promise<boolean> {
    const client = await account.secretsManager()
    return client.describeSecret({ SecretId }).then(
      () => true,
      (error) => (isNamed(error, 'ResourceNotFound') ? false : Promise.reject(error)),
    )
  },
  async ssm(name: string, account: Account): Promise<boolean> {
    const client = await account.parameterStore()
    const { Parameters = [] } = await client.describeParameters({ ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [name] }] })
    return Parameters.length > 0
  },
} as const
