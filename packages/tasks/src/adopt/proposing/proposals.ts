import type { Project } from '@sallyport/project'
import type { TaskContext } from '../../context.ts'
import type { Kind } from '../../forms/forms.ts'
import { type ParameterType, parameterTypes, serviceFor } from '../../secret-services.ts'
import { describedParameter } from '../../stored/described-parameter.ts'
import { utf8 } from '../../stored/kind-of-value.ts'
import { TaskError } from '../../task-error.ts'
import type { FoundSecret } from '../finding/found-secrets.ts'
import { inAnyStage } from '../finding/in-any-stage.ts'
import { knownKeyIn } from '../finding/known-keys.ts'
import { wordsOf } from '../finding/words.ts'
import type { ComparedSecrets } from './compared-secrets.ts'
import { ownName } from './own-name.ts'
import type { Choice, Proposal, ProposedPlace } from './proposal.ts'
import { isThere, stateOf } from './proposal-state.ts'
import { isSame, placeHolding, similarPlaces } from './similar-places.ts'
import { placeIn, type StageValue, stagesOf } from './stage-values.ts'

export interface ProposalOptions {
  readonly parameter: boolean
  /** Variables, or ids, that alone are adopted. */
  readonly only?: readonly string[] | undefined
  readonly skip: readonly string[]
  /** By the id of what was found. */
  readonly choices: Readonly<Record<string, Choice>>
  /** Values that the template does not have: by variable, by id or by the template's parameter. */
  readonly values: Readonly<Record<string, Uint8Array>>
}

/** A place for every secret that was found: one that exists where it is known, else a new one. */
export async function proposals(
  secrets: readonly FoundSecret[],
  project: Project,
  options: ProposalOptions,
  compared: ComparedSecrets,
  context: TaskContext,
): Promise<Proposal[]> {
  const { exportNameFor } = await import('@sallyport/project')
  const taken: string[] = []
  const named = new Map<string, string>()
  const proposed: Proposal[] = []
  for (const found of secrets) {
    const choice = Object.hasOwn(options.choices, found.id) ? (options.choices[found.id] ?? {}) : {}
    const exportName = choice.exportName ?? exportNameFor(found.variables[0].variable, taken)
    taken.push(exportName)
    const where = await placed(found, choice, { project, options, compared, named, context })
    // of a JSON secret only an API key can be one field
    const kind = where.place.field === undefined ? (choice.kind ?? kindOf(found, knownValue(found, options))) : 'apiKey'
    proposed.push({ found, exportName, kind, notes: notesOn(found), ...where })
  }
  return proposed
}

interface Around {
  readonly project: Project
  readonly options: ProposalOptions
  readonly compared: ComparedSecrets
  /** By names that others of the proposals are stored under the template that has them. */
  readonly named: Map<string, string>
  readonly context: TaskContext
}

type Placed = Pick<Proposal, 'place' | 'state' | 'values'>

async function placed(found: FoundSecret, choice: Choice, around: Around): Promise<Placed> {
  const { project, options, compared, named, context } = around
  const { origin } = found
  const isLeftOut = choice.skip === true || isSkipped(found, options)
  const asked = await context.stage()
  if (origin.kind === 'reference' && choice.name === undefined) {
    const place = await referencedPlace(found, origin, context)
    const are = await Promise.all(stagesOf(found, asked).map((stage) => isThere(placeIn(place, stage), context)))
    return { place, values: [], state: isLeftOut ? 'skipped' : are.every((each) => each) ? 'existing' : 'missing' }
  }
  const parameter = choice.parameter ?? (choice.name === undefined ? options.parameter : choice.name.startsWith('/'))
  const name = choice.name ?? freeName(ownName(found, project, parameter, named), named)
  const place: ProposedPlace = { service: serviceFor(parameter), name, field: undefined, type: undefined }
  if (isLeftOut) return { place, values: [], state: 'skipped' }
  const values = stageValues(found, options, asked)
  const same = choice.name === undefined ? await samePlace(found, values, compared, context) : undefined
  if (same !== undefined) return { place: same, values: [], state: 'same' }
  if (named.has(name))
    throw new TaskError('WRONG_USE', { message: `${name} is not one secret, it is chosen for two: give ${found.id} another name` })
  named.set(name, found.variables[0].function.file)
  if (!name.includes('{stage}') && !areSame(values))
    throw new TaskError('WRONG_USE', {
      message: `${name} is one secret, and ${found.id} has another value in each of ${values.map(({ stage }) => stage).join(', ')}: give a name with {stage} in it`,
    })
  return { place, ...(await stateInStages(place, values, compared, context)) }
}

/** The value in each stage; that of the stage which was asked for alone, where the template does not tell the stages. */
function stageValues(found: FoundSecret, options: ProposalOptions, asked: string | undefined): StageValue[] {
  const value = knownValue(found, options)
  if (value === undefined) return []
  if (found.origin.kind !== 'plain' || found.stages.length === 0) return [{ stage: asked, value }]
  return found.stages.flatMap(({ stage, origin }) => (origin.kind === 'plain' ? { stage, value: origin.value } : []))
}

async function stateInStages(
  place: ProposedPlace,
  values: readonly StageValue[],
  compared: ComparedSecrets,
  context: TaskContext,
): Promise<Pick<Placed, 'state' | 'values'>> {
  if (values.length === 0) return { state: await stateOf(place, undefined, compared, context), values: [] }
  const each = await inTurn(values, async (one) => ({ one, state: await stateOf(placeIn(place, one.stage), one.value, compared, context) }))
  const state = (['differs', 'new'] as const).find((worst) => each.some((its) => its.state === worst)) ?? 'same'
  return { state, values: state === 'new' ? each.filter((its) => its.state === 'new').map(({ one }) => one) : [] }
}

async function samePlace(
  { variables }: FoundSecret,
  [first, ...others]: readonly StageValue[],
  compared: ComparedSecrets,
  context: TaskContext,
): Promise<ProposedPlace | undefined> {
  if (first === undefined) return undefined
  const similar = similarPlaces(
    variables.map((each) => each.variable),
    await compared.existing(),
  )
  const held = await placeHolding(first.value, similar, compared, context)
  if (held === undefined) return undefined
  const place = { service: held.service, name: inAnyStage(held.name, first.stage), field: held.field, type: undefined }
  if (!place.name.includes('{stage}')) return areSame([first, ...others]) ? place : undefined
  if (others.length > 0 && place.field !== undefined) return undefined // a secret that is one value is looked at in the other stages
  const states = await inTurn(others, ({ stage, value }) => stateOf(placeIn(place, stage), value, compared, context))
  return states.every((state) => state === 'same') ? place : undefined
}

function areSame([first, ...others]: readonly StageValue[]): boolean {
  return first === undefined || others.every(({ value }) => isSame(value, first.value))
}

/** One after the other: what is read once is not read by another at the same time. */
async function inTurn<One, Result>(all: readonly One[], done: (one: One) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (const each of all) results.push(await done(each))
  return results
}

async function referencedPlace(
  { stages }: FoundSecret,
  { reference, isOfStage }: FoundSecret['origin'] & { kind: 'reference' },
  context: TaskContext,
): Promise<ProposedPlace> {
  const { service, name, field } = reference
  const type = service === 'ssm' ? parameterType((await describedParameter(name, context.account))?.Type) : undefined
  const isOther = stages.some(({ origin }) => origin.kind === 'reference' && origin.reference.name !== name) // all stages may share one
  const stage = isOther ? stages[0]?.stage : isOfStage ? await context.stage() : undefined
  return { service, name: inAnyStage(name, stage), field, type }
}

function parameterType(type: string | undefined): ParameterType | undefined {
  return parameterTypes.find((each) => each === type)
}

/** A name that no other of the proposals has: what is stored under one must not replace what is stored under it a moment before. */
function freeName(wanted: string, named: ReadonlyMap<string, string>): string {
  for (let number = 2, name = wanted; ; number += 1) {
    if (!named.has(name)) return name
    name = `${wanted}-${number}`
  }
}

/** All that is known of a secret's value, in whatever stage. */
export function knownValues(found: FoundSecret, options: Pick<ProposalOptions, 'values'>): Uint8Array[] {
  const value = knownValue(found, options)
  return [...(value === undefined ? [] : [value]), ...found.stages.flatMap(({ origin }) => (origin.kind === 'plain' ? origin.value : []))]
}

function knownValue({ id, origin, variables }: FoundSecret, { values }: Pick<ProposalOptions, 'values'>): Uint8Array | undefined {
  if (origin.kind === 'plain') return origin.value
  if (origin.kind === 'reference') return undefined
  const names = [id, ...variables.map(({ variable }) => variable), origin.parameter]
  const given = names.find((name) => Object.hasOwn(values, name))
  return given === undefined ? undefined : values[given]
}

function isSkipped({ id, variables }: FoundSecret, { only, skip }: ProposalOptions): boolean {
  const names = [id, ...variables.map(({ variable }) => variable)]
  if (only !== undefined && !names.some((name) => only.includes(name))) return true
  return names.some((name) => skip.includes(name))
}

/** `text` unless it is plainly a key that goes into a header. */
function kindOf({ variables }: FoundSecret, value: Uint8Array | undefined): Kind {
  const text = value === undefined ? undefined : utf8(value)
  if (text !== undefined && (/[^\x21-\x7e]/.test(text) || text === '')) return 'text'
  const known = text === undefined ? undefined : knownKeyIn(text)
  if (known !== undefined) return known.isApiKey ? 'apiKey' : 'text'
  return variables.some(({ variable }) => /api-?key$/.test(wordsOf(variable).join('-'))) ? 'apiKey' : 'text'
}

function notesOn({ origin }: FoundSecret): string[] {
  if (origin.kind !== 'reference' || origin.reference.version === undefined) return []
  const { name, version } = origin.reference
  return [`the template names version ${version} of ${name}: from now on the current one is read`]
}
