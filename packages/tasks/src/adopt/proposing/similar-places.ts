import { timingSafeEqual } from 'node:crypto'
import { taskErrorOf } from '../../account/aws-error.ts'
import type { TaskContext } from '../../context.ts'
import { list } from '../../list/list.ts'
import type { SecretService } from '../../secret-services.ts'
import { fieldOf } from '../../stored/field-of.ts'
import { jsonMembers } from '../../stored/json-members.ts'
import { utf8 } from '../../stored/kind-of-value.ts'
import { TaskError } from '../../task-error.ts'
import { wordsOf } from '../finding/words.ts'
import type { ComparedSecrets } from './compared-secrets.ts'

export interface ExistingPlace {
  readonly name: string
  readonly service: SecretService
}

/** Words that tell no secret from another. */
const commonWords = new Set(
  'key keys apikey api secret secrets token tokens password pass pwd credential credentials dsn dev test stage staging prod production default my the app'.split(
    ' ',
  ),
)

/** Secrets that are read to be compared with one variable: each read is recorded, and costs. */
const maxCompared = 5

/** What is stored here already; nothing where the caller may not list it, which is said. */
export async function existingPlaces(context: TaskContext): Promise<readonly ExistingPlace[]> {
  try {
    const { secrets } = await list.run({ prefix: '' }, context)
    return secrets.filter(({ deletionAskedAt, owningService }) => deletionAskedAt === undefined && owningService === undefined)
  } catch (error) {
    const failure = error instanceof TaskError ? error : await taskErrorOf(error, context.account)
    if (failure?.code !== 'DENIED') throw failure ?? error
    context.progress(`what is stored already is not compared: ${failure.message}`)
    return []
  }
}

/** Those whose names share a telling word with that of a variable, a few for each of the variables. */
export function similarPlaces(variables: readonly string[], existing: readonly ExistingPlace[]): ExistingPlace[] {
  return [...new Set(variables.flatMap((variable) => similarTo(variable, existing)))]
}

function similarTo(variable: string, existing: readonly ExistingPlace[]): ExistingPlace[] {
  const words = tellingWords(variable)
  return existing.filter(({ name }) => [...tellingWords(name)].some((word) => words.has(word))).slice(0, maxCompared)
}

function tellingWords(name: string): Set<string> {
  return new Set(wordsOf(name).filter((word) => word.length > 2 && !commonWords.has(word)))
}

/** The place among `places` that holds `value`, whole or as a field of a JSON object. Each is read, which is recorded like every read. */
export async function placeHolding(
  value: Uint8Array,
  places: readonly ExistingPlace[],
  compared: ComparedSecrets,
  context: TaskContext,
): Promise<(ExistingPlace & { readonly field: string | undefined }) | undefined> {
  for (const place of places) {
    const stored = await readFor(place, compared, context)
    if (stored === undefined) continue
    if (isSame(stored, value)) return { ...place, field: undefined }
    const field = fieldHolding(value, stored, place.name)
    if (field !== undefined) return { ...place, field }
  }
  return undefined
}

async function readFor(place: ExistingPlace, compared: ComparedSecrets, context: TaskContext): Promise<Uint8Array | undefined> {
  try {
    return await compared.valueAt(place)
  } catch (error) {
    const failure = error instanceof TaskError ? error : await taskErrorOf(error, context.account)
    if (failure === undefined) throw error
    context.progress(`${place.name} is not compared: ${failure.message}`)
    return undefined
  }
}

function fieldHolding(value: Uint8Array, stored: Uint8Array, name: string): string | undefined {
  const text = utf8(stored)
  const members = text === undefined ? undefined : jsonMembers(text)
  if (text === undefined || members === undefined) return undefined
  const fields = members.map((member) => member.name)
  const once = fields.filter((field) => fields.filter((each) => each === field).length === 1)
  return once.find((field) => isSame(Buffer.from(fieldOf(text, field, name)), value))
}

/** In constant time: how long it takes tells nothing of the value. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
