import { relative } from 'node:path'
import type { EditedTemplate, ProjectFunction } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { typedLine } from '../place/typed-command.ts'
import { isProjectError } from '../project-failure.ts'
import { TaskError } from '../task-error.ts'
import { ourPolicyIn } from '../template-policy/our-template-policy.ts'
import { withPseudoParameters } from '../template-policy/own-account.ts'
import { parametersIn, referenceTo, withReferences } from '../template-policy/parameter-reference.ts'
import { writeConstruct } from './construct-file.ts'
import { type PolicyFormName, policyForms } from './forms/forms.ts'
import { policiesBesideInTemplate } from './has-also.ts'
import { difference } from './policy-difference.ts'
import { policyWithoutAccount, type TemplatePolicyOf, templateWithPolicy, writeTemplate } from './template-policy.ts'
import type { GrantInput } from './ways.ts'

/** A policy for a template; with `write` the template is changed. */
export async function grantWithoutAccount(found: ProjectFunction, input: GrantInput, context: TaskContext) {
  // the construct is the same for every stage
  const stage = (await context.stage(found.stage)) ?? (input.out === undefined ? undefined : referenceTo('Stage'))
  const granted = await policyWithoutAccount(found, stage)
  const form = input.form ?? formOf(found)
  const compared = await comparedWithTemplate(granted, input)
  const written = input.out === undefined ? undefined : await writeConstruct(input.out, found)
  const isSame = compared.with !== undefined && compared.difference.length === 0
  // where nothing differs there is nothing to paste, but for whoever asks for a form
  const text = isSame && input.form === undefined && !input.write ? '' : await policyForms[form].text(granted.policy, found)
  return {
    granted,
    form,
    policy: withReferencesIn(withPseudoParameters(granted.policy)),
    text,
    otherAccounts: [],
    ...(compared.with === undefined ? {} : { comparedWith: compared.with }),
    ...(found.template === undefined ? {} : { hasAlso: policiesBesideInTemplate(found.template, found.root) }),
    difference: [...compared.difference],
    notes: [...notesOf(granted), ...(compared.note === undefined ? [] : [compared.note])],
    use: useOf(form, found, { compared, text }, context),
    ...(written === undefined ? {} : { written }),
    applied:
      input.write && compared.edited !== undefined ? await writeTemplate(compared.edited, granted, input, context) : ('printed' as const),
  }
}

/** What is to be done: by the command where it can, and by hand. */
function useOf(
  form: PolicyFormName,
  found: ProjectFunction,
  { compared, text }: { compared: Compared; text: string },
  { account }: TaskContext,
): string {
  if (form === 'cdk' || found.template?.template.cdkApp !== undefined) return policyForms.cdk.use(found)
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
  if (template?.template.cdkApp !== undefined && !write) return { ...nothing, with: path, difference: await synthesizedDifference(granted) }
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

/** What the construct's policy in the app's template says, and what it should. */
async function synthesizedDifference({ function: { template }, policy }: TemplatePolicyOf): Promise<string[]> {
  if (template === undefined || template.template.cdkApp === undefined) return []
  const { formatPolicy } = await import('@sallyport/iam')
  const present = await ourPolicyIn(template, [])
  const [before, after] = [present, policy].map((each) =>
    each === undefined || each.Statement.length === 0 ? '' : formatPolicy(withPseudoParameters(each)),
  )
  return before === after ? [] : difference(before ?? '', after ?? '')
}

function notesOf({ notes, kept }: TemplatePolicyOf): string[] {
  return kept === 0 ? [...notes] : [...notes, `${kept} statements that are there stay, as they may be for reads whose names are not known`]
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.trimEnd().split('\n')
}

function withReferencesIn(policy: object): unknown {
  const text = JSON.stringify(policy)
  return JSON.parse(withReferences(text, parametersIn(text)))
}
