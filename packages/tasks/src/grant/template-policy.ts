import { relative } from 'node:path'
import type { EditedTemplate, ProjectFunction, RolePolicyName, Template, TemplateChange } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { writeFiles } from '../files/write-files.ts'
import { isProjectError } from '../project-failure.ts'
import { shellWord } from '../shell-word.ts'
import { TaskError } from '../task-error.ts'
import { functionByReference } from '../template-policy/function-by-reference.ts'
import { ownAccount } from '../template-policy/own-account.ts'
import { editedByReference, parametersIn, referenceTo, withReferences } from '../template-policy/parameter-reference.ts'
import { constructUse } from './forms/cdk.ts'
import { type FunctionPolicy, policyOfReach, reachOfFunction } from './function-policy.ts'
import { keptInTemplate, withKept } from './kept-statements.ts'
import { keysInTemplate } from './keys/keys-in-template.ts'
import { missingStage } from './missing-stage.ts'

/** A function's policy for a template: the stack's own account and parameters stand in it. */
export interface TemplatePolicyOf extends FunctionPolicy {
  /** Statements of our present policy that stay for reads whose names are not known. */
  readonly kept: number
  readonly notes: readonly string[]
  /** Gives the function its stage, by the template's parameter, where it does not have it. */
  readonly setsStage: TemplateChange | undefined
}

/**
 * The policy that lets a function read what its code reads, without an account. In a function of a template, what follows from the
 * template's parameters is referred to by them.
 * @param stageGiven for a function whose template does not say its stage
 * @param named what the policy is called on the function's role
 * @throws ProjectError `REACH_OPEN`; TaskError `BUILD_FAILED`
 */
export async function policyWithoutAccount(
  found: ProjectFunction,
  stageGiven: string | undefined,
  named: RolePolicyName,
): Promise<TemplatePolicyOf> {
  if (found.template === undefined || found.template.template.cdkApp !== undefined) {
    // of a template that CDK wrote, the stage is the last synth's: what is asked for now goes before it
    const stage = stageGiven ?? (found.environment['SALLYPORT_STAGE'] || undefined)
    const granted = await policyOfReach(found, await reachOfFunction(found), { ...ownAccount, stage }, named, (places) =>
      keysInTemplate(places, found),
    )
    const missing = found.template && missingStage(found.template, granted.reach, found.root)
    return {
      ...granted,
      kept: 0,
      notes: [...(missing === undefined ? [] : [missing.note]), ...foreignNotes(granted)],
      setsStage: undefined,
    }
  }
  const { function: byReference, inTemplate, stage: ownStage, byDefault } = await functionByReference(found, found.template)
  const reach = await reachOfFunction(byReference)
  const missing = ownStage === undefined ? missingStage(inTemplate, reach, found.root) : undefined
  const stage = ownStage ?? (missing?.parameter === undefined ? stageGiven : referenceTo(missing.parameter))
  const granted = await policyOfReach(byReference, reach, { ...ownAccount, stage }, named, (places) =>
    keysInTemplate(places, found, inTemplate),
  )
  refuseUnwritable(granted)
  const kept = await keptInTemplate(inTemplate, granted.otherReads, granted.keys.unknown)
  const used = new Set(['SALLYPORT_STAGE', ...reach.secrets.map(({ place }) => place.variable)])
  return {
    ...granted,
    policy: await withKept(granted.policy, kept),
    kept: kept.length,
    setsStage: missing?.change,
    notes: [
      ...(missing === undefined ? [] : [missing.note]),
      ...(stageGiven === undefined || ownStage === undefined || ownStage === stageGiven || parametersIn(ownStage).length > 0
        ? []
        : [`the template sets SALLYPORT_STAGE to ${ownStage}, which goes before stage ${stageGiven}`]),
      ...byDefault
        .filter(({ variable }) => used.has(variable))
        .map(
          ({ variable, at, parameters: names }) =>
            `${at} sets ${variable} by a condition, or by what cannot be referred to${names.length === 0 ? '' : ` (${names.join(', ')})`}: the policy is for what the template's defaults give`,
        ),
      ...foreignNotes(granted),
    ],
  }
}

/** What is of another account is written as it is declared, and not by `Fn::Sub`, in which alone a parameter can stand. */
function refuseUnwritable({ policy, function: { name } }: FunctionPolicy): void {
  const own = `:${ownAccount.accountId}:`
  const found = policy.Statement.flatMap(({ Resource = [] }) => Resource).find(
    (each) => parametersIn(each).length > 0 && !each.includes(own),
  )
  if (found === undefined) return
  throw new TaskError('WRONG_USE', {
    message: `${withReferences(found, parametersIn(found))}, which function ${name} reads, may not hold the template's parameter: declare it by its name, or by one ARN for each stage`,
  })
}

/** Without an account nobody can tell whether a secret is another account's. */
function foreignNotes({ reach }: FunctionPolicy): string[] {
  const owners = reach.secrets.flatMap(({ place: { name } }) => (name.startsWith('arn:') ? [{ name, owner: name.split(':')[4] }] : []))
  return owners.map(
    ({ name, owner }) =>
      `${name} is of account ${owner}: if the function runs in another, its owner must allow it too, by the texts that \`form\` json gives`,
  )
}

/**
 * The template with the function's policy. Nothing is written.
 * @throws TaskError `WRONG_USE` where it cannot be written there, with what to do instead
 */
export async function templateWithPolicy({ function: found, policy, setsStage }: TemplatePolicyOf): Promise<EditedTemplate> {
  const { template: inTemplate, name, root } = found
  if (inTemplate === undefined) {
    throw new TaskError('WRONG_USE', {
      message: `function ${name} is in no template that was read: name the template in sallyport.config.ts ("template"), or put the policy on the role with \`apply\``,
    })
  }
  const { template, logicalId } = inTemplate
  if (template.cdkApp !== undefined) {
    throw new TaskError('WRONG_USE', {
      message: `template ${relative(root, template.file)} may not be edited, as "cdk synth" writes it: run "sallyport grant ${shellWord(name)} --form cdk --out lib/sallyport-grant.ts", and write beside the function in the CDK app: ${constructUse(found)}`,
    })
  }
  const grant: TemplateChange = { kind: 'grant', function: logicalId, policy, account: ownAccount }
  try {
    return await editedByReference(template, [grant, ...(await writable(setsStage, template))])
  } catch (error) {
    if (!isProjectError(error) || error.code !== 'TEMPLATE_NOT_EDITABLE' || inTemplate.role.kind !== 'named') throw error
    const { role } = inTemplate
    throw new TaskError('WRONG_USE', {
      message: `the policy may not be written to ${relative(root, template.file)}, as role ${role.name} (line ${role.line}) is not made there: put it on the role with \`apply\`, or give what \`form\` json prints to whoever keeps the role`,
      cause: error,
    })
  }
}

/** A stage that cannot be set there is told, and keeps no policy from being written. */
async function writable(change: TemplateChange | undefined, template: Template): Promise<TemplateChange[]> {
  if (change === undefined) return []
  try {
    await editedByReference(template, [change])
    return [change]
  } catch (error) {
    if (isProjectError(error) && error.code === 'TEMPLATE_NOT_EDITABLE') return []
    throw error
  }
}

/** Writes the template, after the difference was shown and agreed to. */
export async function writeTemplate(
  edited: EditedTemplate,
  { function: found }: FunctionPolicy,
  { yes }: { readonly yes: boolean },
  context: TaskContext,
): Promise<'changed' | 'unchanged'> {
  if (edited.before === edited.after) return 'unchanged'
  await context.approve({
    what: `write what function ${found.name} may read to ${relative(found.root, edited.file)}`,
    names: [],
    difference: edited.difference.trimEnd().split('\n'),
    stage: undefined, // a file is changed, which is of every stage or of none
    ...(yes ? {} : { asks: 'yes' }),
  })
  await writeFiles([edited])
  return 'changed'
}
