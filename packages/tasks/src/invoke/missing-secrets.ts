import type { TaskContext } from '../context.ts'
import type { FunctionPolicy } from '../grant/function-policy.ts'
import { typedCommand } from '../place/typed-command.ts'
import { serviceInWords } from '../secret-services.ts'
import { filledIn } from '../stage.ts'
import { services } from '../stored/services.ts'

/**
 * Tells of each secret that the function reaches and that is not stored yet. AWS answers the function AccessDenied for it: the policy
 * names an ARN with the six characters that only a stored secret has.
 */
export async function tellMissing({ reach, stage }: FunctionPolicy, { account, progress }: TaskContext): Promise<void> {
  const single = reach.secrets.filter(({ isFamily }) => !isFamily) // which members a family has, nobody says
  const places = new Map(single.map(({ place: { service, name } }) => [filledIn(name, stage), service]))
  for (const [name, service] of places) {
    if (await services[service].isStored(name, account)) continue
    const { word } = serviceInWords[service]
    progress(`${word} ${name} is not stored here: run "${typedCommand('put', { service, id: name }, account)}"`)
  }
}
