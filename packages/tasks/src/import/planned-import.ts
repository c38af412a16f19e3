import type { TaskContext } from '../context.ts'
import { nameProblem } from '../place/place-name.ts'
import { type RequestedPlace, requestedPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import type { SecretService } from '../secret-services.ts'
import { utf8 } from '../stored/kind-of-value.ts'
import { storedValue } from '../stored/stored-value.ts'
import { TaskError } from '../task-error.ts'
import type { ImportState } from './import-states.ts'
import type { ImportedEntry } from './imported-entries.ts'
import { mergedFields } from './merged-fields.ts'

/** A key, the name it gets, and what becomes of it. */
export interface PlannedEntry {
  readonly key: string
  readonly line?: number
  readonly name: string
  readonly service: SecretService
  readonly state: ImportState
  readonly version?: string
  readonly reason?: string
  readonly value: string
  /** Fields of the stored JSON object that stay as they are. */
  readonly keptFields?: readonly string[]
  /** The stored version that `value` was made from. */
  readonly fromVersion?: string
}

export interface ImportOptions {
  readonly prefix?: string | undefined
  readonly asJson?: string | undefined
  readonly parameter?: boolean | undefined
  readonly overwrite: boolean
}

/** Each key with its name, and whether it is there already with this value or another. */
export async function plannedImport(
  entries: readonly ImportedEntry[],
  options: ImportOptions,
  context: TaskContext,
): Promise<readonly PlannedEntry[]> {
  const planned: PlannedEntry[] = []
  for (const { key, line, name, value, fields } of namedEntries(entries, options)) {
    const place = await requestedPlace({ name, parameter: options.parameter }, context)
    const entry = { key, ...(line === undefined ? {} : { line }), name: place.name, service: place.service, value }
    const form = nameProblem(place.name, place.service)
    if (form !== undefined)
      throw new TaskError('WRONG_USE', {
        message: `key ${key} gives ${place.called}, which is no name AWS takes: rename the key (${form}), or put it by itself`,
      })
    if (value === '') {
      planned.push({ ...entry, state: 'empty' })
      continue
    }
    const present = await presentValue(place, context)
    const merged = fields === undefined || present === undefined ? {} : mergedInto(present, fields, place, options, context)
    const whole = { ...entry, ...merged }
    planned.push({ ...whole, state: stateOf(whole.value, present?.text, options) })
  }
  return planned
}

/** @throws TaskError `BAD_VALUE` for a stored value that has no fields, or one of them twice */
function mergedInto(
  { text: present, version }: PresentValue,
  fields: readonly ImportedEntry[],
  place: RequestedPlace,
  { overwrite }: ImportOptions,
  { account }: TaskContext,
): Partial<PlannedEntry> {
  const merged = mergedFields(present, fields)
  if ('text' in merged) return { value: merged.text, keptFields: merged.keptFields, fromVersion: version }
  if (!overwrite) return {} // it is kept
  const why = merged.refused === 'notAnObject' ? 'does not hold a JSON object' : `holds the field ${merged.field} twice`
  throw new TaskError('BAD_VALUE', {
    message: `${place.called} ${why}, so that no field of it can be changed: run "${typedCommand('put', place, account)}" to replace it whole`,
  })
}

interface NamedEntry extends ImportedEntry {
  readonly name: string
  /** Of one JSON secret: the keys whose values are its fields. */
  readonly fields?: readonly ImportedEntry[]
}

function namedEntries(entries: readonly ImportedEntry[], { prefix, asJson, parameter }: ImportOptions): NamedEntry[] {
  if (asJson === undefined)
    return entries.map((entry) => ({ ...entry, name: `${prefix ?? (parameter ? '/{stage}/' : '{stage}/')}${entry.key}` }))
  if (prefix !== undefined)
    throw new TaskError('WRONG_USE', { message: '`prefix` is for a secret a key, and `asJson` is one secret: leave one out' })
  const members = entries.map(({ key, value, isJson }) => `${JSON.stringify(key)}:${isJson ? value : JSON.stringify(value)}`)
  return [{ key: entries.map(({ key }) => key).join(', '), value: `{${members.join(',')}}`, isJson: true, name: asJson, fields: entries }]
}

function stateOf(value: string, present: string | undefined, { overwrite }: ImportOptions): ImportState {
  if (present === undefined) return 'new'
  if (present === value) return 'same'
  return overwrite ? 'changed' : 'kept'
}

interface PresentValue {
  /** Empty for a value that is no text. */
  readonly text: string
  readonly version: string
}

/** What is stored now: `undefined` when there is nothing. */
export async function presentValue(place: RequestedPlace, { account }: TaskContext): Promise<PresentValue | undefined> {
  const stored = await storedValue(place, {}, account).catch((error: unknown) => {
    if (error instanceof TaskError && error.code === 'NOT_FOUND') return undefined
    throw error
  })
  return stored && { text: utf8(stored.bytes) ?? '', version: stored.version }
}
