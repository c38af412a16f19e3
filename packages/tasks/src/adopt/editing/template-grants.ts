import type { PolicyDocument } from '@sallyport/iam'
import type { DeclaredSecret, FunctionInTemplate, KeyedPlace, Reach, Template, TemplateChange } from '@sallyport/project'
import type { TaskContext } from '../../context.ts'
import { keptInTemplate, withKept } from '../../grant/kept-statements.ts'
import { keyNotes } from '../../grant/keys/key-notes.ts'
import type { KeysFound } from '../../grant/keys/keys-found.ts'
import { keysInTemplate } from '../../grant/keys/keys-in-template.ts'
import { keysOnAccount, notThereYet } from '../../grant/keys/keys-on-account.ts'
import { ownAccount } from '../../template-policy/own-account.ts'
import { parametersIn, referenceTo } from '../../template-policy/parameter-reference.ts'
import { stageParameterIn } from '../../template-policy/stage-parameter.ts'
import type { AdoptingFunction } from './adopting-function.ts'
import type { CodeEdits } from './code-edits.ts'
import type { PlacedChange } from './placed-change.ts'
import { relativeTo } from './relative-to.ts'

export interface TemplateGrants {
  readonly changes: readonly PlacedChange[]
  readonly notes: readonly string[]
}

/** What lets each role read what its function's code reads from now on, as `grant` writes it, and tells the function its stage. */
export async function templateGrants(
  template: Template,
  functions: readonly AdoptingFunction[],
  { code, root }: { readonly code: CodeEdits; readonly root: string },
  context: TaskContext,
): Promise<TemplateGrants> {
  const asked = await context.stage()
  const parameter = stageParameterIn(template)
  const notes = new Set<string>()
  const underOtherKeys: KeyedPlace[] = []

  async function changesOf(each: AdoptingFunction): Promise<PlacedChange[]> {
    const declared = code.reads.get(each)
    const { inTemplate, code: its, obstacle } = each
    if (declared === undefined || its === undefined || obstacle !== undefined) return []
    const { name, logicalId, file, line, environment } = inTemplate
    const at = { file: relativeTo(root, file), line, variable: undefined }
    if (its.reach.open.length > 0) notes.add(`what else function ${name} may read is not known: see "sallyport grant ${name}"`)
    const secrets = uniqueById([...its.reach.secrets, ...declared])
    const stage = its.stage ?? (parameter === undefined ? asked : referenceTo(parameter))
    const reach = { ...its.reach, open: [], secrets }
    const { policy, knownKeys } = await policyIn(inTemplate, reach, stage, root)
    underOtherKeys.push(...(await placesOnAccount(await notNamedIn(knownKeys, reach, stage), asked ?? its.stage, context)))
    const grant: PlacedChange = { change: { kind: 'grant', function: logicalId, policy, account: ownAccount }, at }
    const isStaged = secrets.some(({ place }) => place.name.includes('{stage}'))
    if (!isStaged || environment['SALLYPORT_STAGE'] !== undefined) return [grant]
    if (parameter === undefined)
      notes.add(`the stage is ${asked} in ${at.file}: make it a parameter Stage of the template, if it is deployed for several stages`)
    const value = parameter === undefined ? (asked ?? '') : { Ref: parameter }
    const staged: TemplateChange = { kind: 'setVariable', function: logicalId, variable: 'SALLYPORT_STAGE', value }
    return [{ change: staged, at }, grant]
  }

  const changes: PlacedChange[] = []
  for (const each of functions) changes.push(...(await changesOf(each)))
  return { changes, notes: [...notes, ...(await notesOnOtherKeys(underOtherKeys, context))] }
}

interface TemplatePolicyFor {
  readonly policy: PolicyDocument
  /** Those that the template names, by what is under them. */
  readonly knownKeys: KeysFound['knownKeys']
}

/** As `grant --write` makes it: a key of the template's own is granted, and what may be for one that is not known stays. */
async function policyIn(inTemplate: FunctionInTemplate, reach: Reach, stage: string | undefined, root: string): Promise<TemplatePolicyFor> {
  const { keyedPlaces, policyFor } = await import('@sallyport/project')
  const target = { ...ownAccount, stage }
  const keys = keysInTemplate(keyedPlaces(reach, target), { root, template: inTemplate })
  const policy = policyFor(reach, { ...target, knownKeys: keys.knownKeys })
  return { policy: await withKept(policy, await keptInTemplate(inTemplate, [], keys.unknown)), knownKeys: keys.knownKeys }
}

/** What of a reach is under no key that the template names. */
async function notNamedIn(knownKeys: KeysFound['knownKeys'], reach: Reach, stage: string | undefined): Promise<Reach> {
  const { keyedPlaces } = await import('@sallyport/project')
  const isNamed = (secrets: Reach['secrets'], otherReads: Reach['otherReads']) =>
    keyedPlaces({ ...reach, secrets, otherReads }, { ...ownAccount, stage }).some(({ name }) => Object.hasOwn(knownKeys, name))
  return {
    ...reach,
    secrets: reach.secrets.filter((each) => !isNamed([each], [])),
    otherReads: reach.otherReads.filter((each) => !isNamed([], [each])),
  }
}

/** What a function reads as the account has it, as far as its name is known. */
async function placesOnAccount(reach: Reach, stage: string | undefined, { account }: TaskContext): Promise<KeyedPlace[]> {
  const { keyedPlaces } = await import('@sallyport/project')
  const { partition, region, accountId } = await account.describe()
  const isKnown = ({ place }: DeclaredSecret) => stage !== undefined || !place.name.includes('{stage}')
  const places = keyedPlaces({ ...reach, secrets: reach.secrets.filter(isKnown) }, { partition, region, accountId, stage })
  return places.filter(({ name }) => parametersIn(name).length === 0)
}

/** What the account has under a customer managed key that the template does not name: the policy does not grant it. */
async function notesOnOtherKeys(places: readonly KeyedPlace[], context: TaskContext): Promise<string[]> {
  const each = new Map(places.map((place) => [`${place.service} ${place.name}`, place])) // of several functions
  const { knownKeys, unknown } = await keysOnAccount([...each.values()], context)
  const ofCustomers = Object.entries(knownKeys).map(
    ([name, key]) => `${name} is under the key ${key}: the role needs kms:Decrypt on it as well`,
  )
  const existing = unknown.filter(({ reason }) => reason !== notThereYet)
  return [...ofCustomers, ...keyNotes({ knownKeys, unknown: existing }, 'see "sallyport grant"')]
}

function uniqueById(secrets: readonly DeclaredSecret[]): DeclaredSecret[] {
  return [...new Map(secrets.map((each) => [each.id, each])).values()]
}
