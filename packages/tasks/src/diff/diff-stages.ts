import type { TaskContext } from '../context.ts'
import { typedLine } from '../place/typed-command.ts'
import { stageNamed } from '../stage.ts'
import type { StoredSecret } from '../stored/stored-value.ts'
import { TaskError } from '../task-error.ts'
import { comparison } from './comparison.ts'
import { declaredAt } from './diff-versions.ts'
import { type StagedPlace, stagedPlace, storedInStages } from './staged-places.ts'
import { valuesByName } from './values-by-name.ts'

/** Compares what two stages hold: every place that is declared with `{stage}`, and every stored name that begins with one of the stages. */
export async function diffStages(
  from: string,
  to: string,
  { name, parameter }: { name?: string | undefined; parameter?: boolean | undefined },
  context: TaskContext,
) {
  if (stageNamed(from) === stageNamed(to))
    throw new TaskError('WRONG_USE', { message: `${from} and ${to} are one stage: give two, as in sallyport diff dev prod` })
  const declared = (await context.declared()).filter((each) => each.id.includes('{stage}') && !each.id.includes('{id}'))
  const places =
    name === undefined
      ? unique([...declared.map(({ service, id }) => ({ service, name: id })), ...(await storedInStages([from, to], context))])
      : [stagedPlace(name, parameter, [from, to], declared)]
  const read = await valuesByName(
    places.flatMap((place) => [from, to].map((stage) => ({ service: place.service, name: inStage(place, stage) }))),
    context,
  )
  const sideOf = (place: StagedPlace, stage: string): StoredSecret | undefined => read.get(`${place.service} ${inStage(place, stage)}`)
  const secrets = places.map((place) => ({
    ...place,
    ...comparison(sideOf(place, from), sideOf(place, to)),
    ...declaredAt(declared.find((each) => each.id === place.name && each.service === place.service)?.at),
  }))
  if (secrets.every(({ state }) => state === 'neither')) {
    throw new TaskError('NOT_FOUND', {
      message: `${name ?? 'nothing'} is ${name === undefined ? '' : 'not '}stored in stage ${from} or ${to}: run "${typedLine(['list'], context.account)}" to see what is`,
    })
  }
  return secrets
}

function inStage({ name }: StagedPlace, stage: string): string {
  return name.replaceAll('{stage}', stage)
}

/** By name, each once. */
function unique(places: readonly StagedPlace[]): StagedPlace[] {
  const byKey = new Map(places.map(({ service, name }) => [`${name} ${service}`, { service, name }]))
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
}
