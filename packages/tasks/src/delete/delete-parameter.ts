import type { TaskContext } from '../context.ts'
import { missing, namingMissing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'

export async function deleteParameter(place: RequestedPlace, context: TaskContext) {
  const client = await context.account.parameterStore()
  // it is looked at first, without its value: nobody is asked for the name of what is not there
  const { Parameter: found } = await client.getParameter({ Name: place.id, WithDecryption: false }).catch(namingMissing(place, context))
  if (found === undefined) throw await missing(place, context.account)
  await context.approve({
    what: `delete ${place.called} for good`,
    names: [place.name],
    difference: [`- ${place.called}, version ${found.Version}`],
    stage: place.stage,
    asks: { name: place.name },
  })
  await client.deleteParameter({ Name: place.id }).catch(namingMissing(place, context))
  return { name: place.name, arn: found.ARN ?? place.id }
}
