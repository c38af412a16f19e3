import { relative } from 'node:path'
import type { EditedTemplate, ProjectFunction } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
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
  const compared = input.write ? { edited: await templateWithPolicy(granted), note: undefined } : await comparedWithTemplate(granted)
  const edited = compared?.edited
  const written = input.out === undefined ? undefined : await writeConstruct(input.out, found)
  const { text, use } = policyForms[form]
  const { template } = found
  return {
    granted,
    form,
    policy: withReferencesIn(withPseudoParameters(granted.policy)),
    text: await text(granted.policy, found),
    otherAccounts: [],
    ...(template === undefined
      ? {}
      : { comparedWith: relative(found.root, template.file), hasAlso: policiesBesideInTemplate(template, found.root) }),
    difference: edited === undefined ? await synthesizedDifference(granted) : linesOf(edited.difference),
    notes: [...notesOf(granted), ...(compared?.note === undefined ? [] : [compared.note])],
    use: use(found),
    ...(written === undefined ? {} : { written }),
    applied: input.write && edited !== undefined ? await writeTemplate(edited, granted, input, context) : ('printed' as const),
  }
}

/** As the function's template takes it; for CDK, whose template is only read, CloudFormation. */
function formOf({ template }: ProjectFunction): PolicyFormName {
  return template?.role.kind === 'generated' && template.role.logicalId === `${template.logicalId}Role` ? 'sam' : 'cloudformation'
}

/** Where the template cannot be edited, that is no failure as long as nobody asks for it. */
async function comparedWithTemplate(
  granted: TemplatePolicyOf,
): Promise<{ edited: EditedTemplate | undefined; note: string | undefined } | undefined> {
  const { template } = granted.function
  if (template === undefined || template.template.cdkApp !== undefined) return undefined
  try {
    return { edited: await templateWithPolicy(granted), note: undefined }
  } catch (error) {
    const isRefused =
      (isProjectError(error) && error.code === 'TEMPLATE_NOT_EDITABLE') || (error instanceof TaskError && error.code === 'WRONG_USE')
    if (!isRefused) throw error
    return { edited: undefined, note: error.message }
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
