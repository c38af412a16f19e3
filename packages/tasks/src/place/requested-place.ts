import * as v from 'valibot'
import type { TaskContext } from '../context.ts'
import { type SecretService, serviceFor, serviceInWords, serviceOfName } from '../secret-services.ts'
import { filledIn } from '../stage.ts'
import { TaskError } from '../task-error.ts'
import type { DeclaredPlace, OpenPlace } from './declared-places.ts'
import { isDeclaredAs } from './is-declared-as.ts'
import { nearestName } from './nearest-name.ts'
import { placeArn } from './place-arn.ts'

/** The inputs by which a person names a secret or a parameter. */
export const placeEntries = {
  /** A name with `{stage}` to be filled in, a full ARN, or the export that declares it. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(2048)),
  /** A Parameter Store parameter instead of a Secrets Manager secret. Default: what is declared; otherwise a name that begins with "/" is a parameter's. */
  parameter: v.optional(v.boolean()),
}

/** A secret or a parameter that was asked for. */
export interface RequestedPlace {
  readonly service: SecretService
  /** What AWS is asked for: the name, or the full ARN where that was given. */
  readonly id: string
  /** The plain name: in it a stage may stand. */
  readonly name: string
  /** `secret prod/stripe`: how messages name it. */
  readonly called: string
  readonly stage: string | undefined
  /** What declares this place; several where it is a JSON secret of several fields. */
  readonly declared: readonly DeclaredPlace[]
  /** The declaration by whose export it was asked for. */
  readonly byExport: DeclaredPlace | undefined
  /** A declared name that it may have been meant to be. */
  readonly similar?: string | undefined
}

/**
 * The secret or parameter that a person means.
 * @throws TaskError `WRONG_USE` for what is no name, an ARN of another region, an export that means several places or none that is known
 */
export async function requestedPlace(
  { name: written, parameter }: { name: string; parameter?: boolean | undefined },
  context: TaskContext,
): Promise<RequestedPlace> {
  const stage = await context.stage()
  const places = await context.declared()
  const byExport = exportNamed(written, places, await context.openDeclarations())
  if (byExport !== undefined) assertService(byExport, parameter)
  const id = filled(byExport, stage) ?? filledIn(written, stage)
  const arn = id.startsWith('arn:') ? placeArn(id) : undefined
  if (arn !== undefined) await assertRegion(id, arn.region, context)
  const name = arn?.name ?? id
  const named = places.filter((each) => isDeclaredAs(name, each.name, undefined) && name.startsWith('/') === each.name.startsWith('/'))
  const asked = parameter === undefined ? undefined : serviceFor(parameter)
  const service = arn?.service ?? byExport?.service ?? asked ?? named[0]?.service ?? serviceOfName(name)
  const declared = byExport === undefined ? named.filter((each) => each.service === service) : [byExport]
  const similar = named.length > 0 ? undefined : nearestName(name, namesOf(places, stage))
  return {
    service,
    id: idFor(service, id, name),
    name,
    called: `${serviceInWords[service].word} ${name}`,
    stage,
    declared,
    byExport,
    similar,
  }
}

/** The same, and tells which place an export stood for, since something will be done to that. */
export async function toldPlace(input: Parameters<typeof requestedPlace>[0], context: TaskContext): Promise<RequestedPlace> {
  const place = await requestedPlace(input, context)
  if (place.byExport !== undefined) context.progress(`${input.name} is ${place.called}, declared at ${place.byExport.at}`)
  return place
}

/** What can be typed for declared places: their names in the stage, and their exports. */
function namesOf(places: readonly DeclaredPlace[], stage: string | undefined): string[] {
  const names = places.map(({ name }) => (stage === undefined ? name : name.replaceAll('{stage}', stage)))
  return [...names, ...places.flatMap(({ exportName }) => exportName ?? [])]
}

/** An export that is also a declared name means the name: that is what AWS would be asked for. */
function exportNamed(written: string, places: readonly DeclaredPlace[], open: readonly OpenPlace[]): DeclaredPlace | undefined {
  if (places.some(({ name }) => name === written)) return undefined
  const [first, ...others] = places.filter(({ exportName }) => exportName === written)
  const unknown = open.find(({ exportName }) => exportName === written)
  if (unknown !== undefined) throw withoutPlace(written, unknown, first)
  if (first === undefined) return undefined
  const different = others.find((each) => each.id !== first.id || each.service !== first.service || each.field !== first.field)
  if (different === undefined) return first
  if (others.every(({ at }) => at === first.at)) throw ofSeveralNames(written, [first, ...others])
  throw new TaskError('WRONG_USE', {
    message: `${written} is not one secret, it is declared at ${first.at} and at ${different.at}: give the name instead`,
  })
}

/** The export's name must not become a secret's: nothing would read that. */
function withoutPlace(written: string, { at, reason }: OpenPlace, known: DeclaredPlace | undefined): TaskError {
  const also = known === undefined ? '' : ` (another function sets it to ${known.name})`
  return new TaskError('WRONG_USE', {
    message: `${written} is declared at ${at}, but ${reason}${also}: give the name or the ARN of the secret itself`,
  })
}

function ofSeveralNames(written: string, places: readonly DeclaredPlace[]): TaskError {
  const names = [...new Set(places.map(({ name }) => name))].join(' or ')
  return new TaskError('WRONG_USE', {
    message: `${written}, declared at ${places[0]?.at}, is not one secret, as functions set its variable to different names: give ${names}`,
  })
}

function filled(declared: DeclaredPlace | undefined, stage: string | undefined): string | undefined {
  if (declared === undefined) return undefined
  if (declared.id.includes('{id}')) {
    const member = declared.id.replace('{id}', '42')
    throw new TaskError('WRONG_USE', {
      message: `${declared.exportName}, declared at ${declared.at}, is a family: give a member's name, such as ${member}`,
    })
  }
  return filledIn(declared.id, stage)
}

function assertService({ service, exportName, at, id }: DeclaredPlace, parameter: boolean | undefined): void {
  if (parameter === undefined || serviceFor(parameter) === service) return
  throw new TaskError('WRONG_USE', {
    message: `${exportName} is declared at ${at} as ${serviceInWords[service].word} ${id}: leave \`parameter\` out, or change the declaration`,
  })
}

async function assertRegion(arn: string, region: string, { account }: TaskContext): Promise<void> {
  const here = (await account.describe()).region
  if (region !== here)
    throw new TaskError('WRONG_USE', { message: `${arn} is in region ${region}, not in ${here}: give \`region\` ${region}` })
}

/** Parameter Store changes a parameter by its name alone ("PutParameter", Name); a secret is known by its full ARN best. */
function idFor(service: SecretService, id: string, name: string): string {
  return service === 'ssm' ? name : id
}
