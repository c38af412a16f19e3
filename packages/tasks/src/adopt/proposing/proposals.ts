import type { Project } from '@sallyport/project'
import type { TaskContext } from '../../context.ts'
import type { Kind } from '../../forms/forms.ts'
import { type ParameterType, parameterTypes, serviceFor } from '../../secret-services.ts'
import { describedParameter } from '../../stored/described-parameter.ts'
import { utf8 } from '../../stored/kind-of-value.ts'
import { TaskError } from '../../task-error.ts'
import type { FoundSecret } from '../finding/found-secrets.ts'
import { knownKeyIn } from '../finding/known-keys.ts'
import { wordsOf } from '../finding/words.ts'
import type { ComparedSecrets } from './compared-secrets.ts'
import { ownName } from './own-name.ts'
import type { Choice, Proposal, ProposedPlace } from './proposal.ts'
import { isThere, stateOf } from './proposal-state.ts'
import { placeHolding, similarPlaces } from './similar-places.ts'

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
  const named = new Set<string>()
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
  /** Names that others of the proposals are stored under. */
  readonly named: Set<string>
  readonly context: TaskContext
}

type Placed = Pick<Proposal, 'place' | 'state' | 'value'>

async function placed(found: FoundSecret, choice: Choice, around: Around): Promise<Placed> {
  const { project, options, compared, named, context } = around
  const { origin } = found
  if (origin.kind === 'reference' && choice.name === undefined) {
    const place = await referencedPlace(origin, context)
    const isLeftOut = choice.skip === true || isSkipped(found, options)
    return { place, value: undefined, state: isLeftOut ? 'skipped' : (await isThere(place, context)) ? 'existing' : 'missing' }
  }
  const parameter = choice.parameter ?? (choice.name === undefined ? options.parameter : choice.name.startsWith('/'))
  const name = choice.name ?? freeName(ownName(found, project, parameter), named)
  const place: ProposedPlace = { service: serviceFor(parameter), name, field: undefined, type: undefined }
  const value = knownValue(found, options)
  if (choice.skip === true || isSkipped(found, options)) return { place, value: undefined, state: 'skipped' }
  const same = value === undefined || choice.name !== undefined ? undefined : await samePlace(found, value, compared, context)
  if (same !== undefined) return { place: same, value: undefined, state: 'same' }
  if (named.has(name))
    throw new TaskError('WRONG_USE', { message: `${name} is not one secret, it is chosen for two: give ${found.id} another name` })
  named.add(name)
  const state = await stateOf(place, value, compared, context)
  return { place, value: state === 'new' ? value : undefined, state }
}

async function samePlace(
  { variables: [{ variable }] }: FoundSecret,
  value: Uint8Array,
  compared: ComparedSecrets,
  context: TaskContext,
): Promise<ProposedPlace | undefined> {
  const held = await placeHolding(value, similarPlaces(variable, await compared.existing()), compared, context)
  return held && { service: held.service, name: inAnyStage(held.name, await context.stage()), field: held.field, type: undefined }
}

/** A name that has the stage as a part of its own is the same secret in every stage. */
function inAnyStage(name: string, stage: string | undefined): string {
  if (stage === undefined) return name
  const parts = name.split('/')
  const isOfStage = parts.filter((part) => part === stage).length === 1 && parts.length > 1
  return isOfStage ? parts.map((part) => (part === stage ? '{stage}' : part)).join('/') : name
}

async function referencedPlace(origin: FoundSecret['origin'] & { kind: 'reference' }, context: TaskContext): Promise<ProposedPlace> {
  const { service, name, field } = origin.reference
  const type = service === 'ssm' ? parameterType((await describedParameter(name, context.account))?.Type) : undefined
  return { service, name: origin.isOfStage ? inAnyStage(name, await context.stage()) : name, field, type }
}

function parameterType(type: string | undefined): ParameterType | undefined {
  return parameterTypes.find((each) => each === type)
}

/** A name that no other of the proposals has: what is stored under one must not replace what is stored under it a moment before. */
function freeName(wanted: string, named: ReadonlySet<string>): string {
  for (let number = 2, name = wanted; ; number += 1) {
    if (!named.has(name)) return name
    name = `${wanted}-${number}`
  }
}

export function knownValue({ id, origin, variables }: FoundSecret, { values }: Pick<ProposalOptions, 'values'>): Uint8Array | undefined {
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
