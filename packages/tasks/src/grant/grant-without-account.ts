import { relative } from 'node:path'
import type { EditedTemplate, ProjectFunction } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { typedLine } from '../place/typed-command.ts'
import { isProjectError } from '../project-failure.ts'
import { TaskError } from '../task-error.ts'
import { isDecrypt, ourPolicyIn } from '../template-policy/our-template-policy.ts'
import { withPseudoParameters } from '../template-policy/own-account.ts'
import { parametersIn, referenceTo, withReferences } from '../template-policy/parameter-reference.ts'
import { writeConstruct } from './construct-file.ts'
import { type PolicyFormName, policyForms } from './forms/forms.ts'
import { nameOnRole } from './function-policy.ts'
import { policiesBesideInTemplate } from './has-also.ts'
import { keptFor } from './kept-statements.ts'
import { keyNotes } from './keys/key-notes.ts'
import { keysInApp } from './keys/keys-in-app.ts'
import { leftOverNotes, withoutLeftOver } from './left-over-policy.ts'
import { difference } from './policy-difference.ts'
import { policyWithoutAccount, type TemplatePolicyOf, templateWithPolicy, writeTemplate } from './template-policy.ts'
import type { GrantInput } from './ways.ts'

/** A policy for a template; with `write` the template is changed. */
export async function grantWithoutAccount(found: ProjectFunction, input: GrantInput, context: TaskContext) {
  const stage = (await context.stage(found.stage)) ?? stageInApp(found, input) ?? (mayBeOfAnyStage(found, input) ? anyStage : undefined)
  const granted = await policyWithoutAccount(found, stage, await nameOnRole(found, context))
  const form = input.form ?? formOf(found)
  const compared = await comparedWithTemplate(granted, input)
  const written = input.out === undefined ? undefined : await writeConstruct(input.out, found)
  const isSame = compared.with !== undefined && compared.difference.length === 0
  const beside = found.template === undefined ? [] : policiesBesideInTemplate(found.template, found.root)
  // where nothing differs there is nothing to paste, nor where "cdk synth" writes the template, but for whoever asks for a form
  const isPasted = input.form !== undefined || (isSynthesized(found) ? false : !isSame || input.write)
  const text = !isPasted ? '' : await policyForms[form].text({ ...granted, function: found })
  return {
    granted,
    form,
    policy: withReferencesIn(withPseudoParameters(granted.policy)),
    text,
    otherAccounts: [],
    ...(compared.with === undefined ? {} : { comparedWith: compared.with }),
    ...(found.template === undefined ? {} : { hasAlso: withoutLeftOver(beside, granted) }),
    difference: [...compared.difference],
    notes: [
      ...leftOverNotes(beside, granted),
      ...notesOf(granted),
      ...keyNotesFor(granted, form),
      ...(compared.note === undefined ? [] : [compared.note]),
    ],
    use: useOf(form, found, { compared, text }, context),
    ...(written === undefined ? {} : { written }),
    applied:
      input.write && compared.edited !== undefined ? await writeTemplate(compared.edited, granted, input, context) : ('printed' as const),
  }
}

/** The stage that the last synth gave the function, by which its template is compared; the construct in a file is of none. */
function stageInApp(found: ProjectFunction, { out }: GrantInput): string | undefined {
  return out === undefined && isSynthesized(found) ? found.environment['SALLYPORT_STAGE'] || undefined : undefined
}

/** Stands for the stage of a CDK app's function that nobody says one of: the app gives it, in each stack. */
const anyStage = referenceTo('Stage')

/** The construct is the same for every stage, and so is its line in the app. A synth asks by the entry: it needs the stage, and is refused. */
function mayBeOfAnyStage({ name, template }: ProjectFunction, { function: asked, form, out }: GrantInput): boolean {
  if (out !== undefined) return true
  if (template?.template.cdkApp === undefined || (form !== undefined && form !== 'cdk')) return false
  return form === undefined || [name, template.name, template.logicalId].includes(asked)
}

function isSynthesized({ template }: ProjectFunction): boolean {
  return template?.template.cdkApp !== undefined
}

/** What is to be done: by the command where it can, and by hand. */
function useOf(
  form: PolicyFormName,
  found: ProjectFunction,
  { compared, text }: { compared: Compared; text: string },
  { account }: TaskContext,
): string {
  if (form === 'cdk' || isSynthesized(found)) return policyForms.cdk.use(found)
  const pasting = policyForms[form].use(found)
  if (compared.edited === undefined || compared.difference.length === 0) return pasting
  const writing = `to write that into ${compared.with}: ${typedLine(['grant', found.name, '--write'], account)}`
  return text === '' ? writing : `${writing}\nor paste this yourself: ${pasting}`
}

/** As the function's template takes it; for CDK, whose template is only read, CloudFormation. */
function formOf({ template }: ProjectFunction): PolicyFormName {
  return template?.role.kind === 'generated' && template.role.logicalId === `${template.logicalId}Role` ? 'sam' : 'cloudformation'
}

interface Compared {
  /** The template's path; `undefined` where the function is in none, or where it is not there that its role has its policies. */
  readonly with: string | undefined
  readonly difference: readonly string[]
  readonly edited: EditedTemplate | undefined
  readonly note: string | undefined
}

/** Where the template cannot be edited, that is no failure as long as nobody asks for it. */
async function comparedWithTemplate(granted: TemplatePolicyOf, { write }: GrantInput): Promise<Compared> {
  const nothing = { with: undefined, difference: [], edited: undefined, note: undefined }
  const { template, root } = granted.function
  if (template === undefined && !write) return nothing
  const path = template && relative(root, template.file)
  if (isSynthesized(granted.function) && !write) {
    const isOfAnyStage = JSON.stringify(granted.policy).includes(anyStage) // what is in the app's template is of one
    return isOfAnyStage ? nothing : { ...nothing, with: path, difference: await synthesizedDifference(granted) }
  }
  try {
    const edited = await templateWithPolicy(granted)
    return { ...nothing, with: path, difference: linesOf(edited.difference), edited }
  } catch (error) {
    const isRefused =
      (isProjectError(error) && error.code === 'TEMPLATE_NOT_EDITABLE') || (error instanceof TaskError && error.code === 'WRONG_USE')
    if (!isRefused || write) throw error
    return { ...nothing, note: error.message }
  }
}

/** What the construct's policy in the app's template says, and what it should; but for keys, which the app hands to it. */
async function synthesizedDifference({ function: { template }, policy }: TemplatePolicyOf): Promise<string[]> {
  if (template === undefined || template.template.cdkApp === undefined) return []
  const { formatPolicy } = await import('@sallyport/iam')
  const present = await ourPolicyIn(template, (each) => !isDecrypt(each))
  const wanted = { ...policy, Statement: policy.Statement.filter((each) => !isDecrypt(each)) }
  const [before, after] = [present, wanted].map((each) =>
    each === undefined || each.Statement.length === 0 ? '' : formatPolicy(withPseudoParameters(each)),
  )
  return before === after ? [] : difference(before ?? '', after ?? '')
}

function notesOf({ notes, kept, otherReads }: TemplatePolicyOf): string[] {
  return kept === 0 ? [...notes] : [...notes, `${kept} statements that are there stay, as they may be for ${keptFor(otherReads)}`]
}

/** What the policy lacks, or may lack, because of a key. */
function keyNotesFor({ function: found, keys }: TemplatePolicyOf, form: PolicyFormName): string[] {
  if (!isSynthesized(found)) return keyNotes(keys, form === 'cdk' ? handOver : '`form` json asks the account')
  return [...keysInApp(keys, found).map((each) => `${each}: ${handOver}`), ...keyNotes(keys, handOver)]
}

const handOver = 'hand the key to SallyportGrant, as one of its keys'

function linesOf(text: string): string[] {
  return text === '' ? [] : text.trimEnd().split('\n')
}

function withReferencesIn(policy: object): unknown {
  const text = JSON.stringify(policy)
  return JSON.parse(withReferences(text, parametersIn(text)))
}
