import { taskErrorOf } from '../account/aws-error.ts'
import type { TaskContext } from '../context.ts'
import { requestedPlace } from '../place/requested-place.ts'
import { put } from '../put/put.ts'
import { serviceInWords } from '../secret-services.ts'
import { TaskError, type TaskErrorCode } from '../task-error.ts'
import { type ImportOptions, type PlannedEntry, presentValue } from './planned-import.ts'

/** What is wrong with one key and nothing else: the others go on. */
const ofOneKey: ReadonlySet<TaskErrorCode> = new Set([
  'BAD_VALUE',
  'WRONG_USE',
  'PENDING_DELETION',
  'MANAGED_BY_SERVICE',
  'CONFLICT',
  'NOT_STORED',
])

interface StoredImport {
  readonly done: readonly PlannedEntry[]
  readonly failure: TaskError | undefined
}

/** Stores what is new or changed, one after the other as `put` does, after the list was agreed to. */
export async function storeAll(
  planned: readonly PlannedEntry[],
  { yes, asJson, parameter }: ImportOptions & { readonly yes: boolean },
  context: TaskContext,
): Promise<StoredImport> {
  const toStore = planned.filter(({ state }) => state === 'new' || state === 'changed')
  if (toStore.length === 0) return { done: planned, failure: undefined }
  await context.approve({
    what: `store ${toStore.length} ${toStore.length === 1 ? 'value' : 'values'}`,
    names: toStore.map(({ name }) => name),
    difference: planned.map(differenceLine),
    stage: await context.stage(),
    ...(yes ? {} : { asks: 'yes' }),
  })
  const agreed: TaskContext = { ...context, approve: async () => {} }
  const done: PlannedEntry[] = []
  let failure: TaskError | undefined
  for (const entry of planned) {
    if (!toStore.includes(entry)) done.push(entry)
    else if (failure !== undefined) done.push({ ...entry, state: 'notTried' })
    else {
      const stored = await storedEntry(entry, asJson !== undefined, parameter, agreed)
      if ('failure' in stored) failure = stored.failure
      done.push(stored.entry)
      context.progress(`${stored.entry.name}: ${stored.entry.state}`)
    }
  }
  return { done, failure }
}

async function storedEntry(
  entry: PlannedEntry,
  isWhole: boolean,
  parameter: boolean | undefined,
  context: TaskContext,
): Promise<{ entry: PlannedEntry; failure?: TaskError }> {
  try {
    await assertUnchanged(entry, parameter, context)
    const { version } = await put.run(
      {
        name: entry.name,
        parameter: parameter ?? entry.service === 'ssm',
        value: Buffer.from(entry.value),
        keepNewline: true,
        ...(isWhole ? { kind: 'json' as const } : {}),
      },
      context,
    )
    return { entry: { ...entry, state: 'stored', version } }
  } catch (error) {
    const failure = error instanceof TaskError ? error : await taskErrorOf(error, context.account)
    if (failure === undefined) throw error
    if (ofOneKey.has(failure.code)) return { entry: { ...entry, state: 'refused', reason: failure.message } }
    return { entry: { ...entry, state: 'notTried' }, failure }
  }
}

/** Fields are merged into what was stored when the list was made, and somebody may have taken their time to agree to it. */
async function assertUnchanged(
  { name, service, fromVersion }: PlannedEntry,
  parameter: boolean | undefined,
  context: TaskContext,
): Promise<void> {
  if (fromVersion === undefined) return
  const place = await requestedPlace({ name, parameter: parameter ?? service === 'ssm' }, context)
  if ((await presentValue(place, context))?.version !== fromVersion)
    throw new TaskError('CONFLICT', { message: `${place.called} was changed since the list was made: import it again` })
}

function differenceLine({ key, name, service, state, reason, keptFields = [] }: PlannedEntry): string {
  const what = `${key} -> ${serviceInWords[service].word} ${name}`
  if (state === 'new') return `+ ${what}`
  const others = keptFields.length === 0 ? '' : `; its other fields stay: ${keptFields.join(', ')}`
  if (state === 'changed') return `+ ${what} (a new version: it holds another value${others})`
  const why = { kept: 'holds another value and is kept', same: 'holds this value already', empty: 'has no value' }[String(state)]
  return `  ${what} (${why ?? reason ?? state})`
}
