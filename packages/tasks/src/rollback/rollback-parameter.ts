import type { ParameterHistory } from '@aws-sdk/client-ssm'
import type { TaskContext } from '../context.ts'
import { pagesOf } from '../list/pages.ts'
import { namingMissing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import { versionsOf } from '../stored/versions.ts'
import { TaskError } from '../task-error.ts'
import { chosenVersion, shown } from './chosen-version.ts'

/** Stores the earlier version's value again: Parameter Store has no stage that could be moved, its newest version is the current one. */
export async function rollbackParameter(place: RequestedPlace, asked: string | undefined, context: TaskContext) {
  const { account } = context
  const versions = await versionsOf(place, account)
  const [current] = versions
  if (current === undefined) throw new TaskError('NOT_FOUND', { message: `${place.called} does not have a version: put it again` })
  const target = chosenVersion(place, versions, current, asked, account)
  await context.approve({
    what: `roll ${place.called} back`,
    names: [place.name],
    difference: [`- ${shown(current)}`, `+ ${shown(target)}`],
    stage: place.stage,
  })
  const earlier = await versionWithValue(place, target.id, context)
  const client = await account.parameterStore()
  const { Version: version } = await client.putParameter({
    Name: place.id,
    Value: earlier.Value,
    Overwrite: true,
    ...(earlier.Type === undefined ? {} : { Type: earlier.Type }),
    // without a key AWS would take its own ("PutParameter", KeyId)
    ...(earlier.KeyId === undefined ? {} : { KeyId: earlier.KeyId }),
  })
  const { Parameter: stored } = await client.getParameter({ Name: place.id, WithDecryption: true })
  if (stored?.Version !== version || version !== Number(current.id) + 1) {
    throw new TaskError('CONFLICT', {
      message: `${place.called} was changed by someone else in this moment: run "${typedCommand('history', place, account)}", then roll back again`,
    })
  }
  if (stored?.Value !== earlier.Value) {
    throw new TaskError('NOT_STORED', { message: `${place.called} does not read back as it was, in version ${version}: roll back again` })
  }
  return { from: current.id, to: target.id, version: String(version) }
}

/** One version with its value. GetParameterHistory alone tells the key that it was encrypted with. */
async function versionWithValue(
  place: RequestedPlace,
  id: string,
  { account }: TaskContext,
): Promise<ParameterHistory & { Value: string }> {
  const client = await account.parameterStore()
  const pages = pagesOf((next) => client.getParameterHistory({ Name: place.id, WithDecryption: true, MaxResults: 50, ...next }))
  try {
    for await (const { Parameters = [] } of pages)
      for (const each of Parameters) if (String(each.Version) === id && each.Value !== undefined) return { ...each, Value: each.Value }
  } catch (error) {
    return namingMissing(place, { account })(error)
  }
  throw new TaskError('NOT_FOUND', { message: `version ${id} of ${place.called} does not exist any more: give another by \`to\`` })
}
