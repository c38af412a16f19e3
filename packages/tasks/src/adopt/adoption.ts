import type { Project } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { fileDifference, renamed } from '../files/file-difference.ts'
import type { FileEdit } from '../files/file-edit.ts'
import { utf8 } from '../stored/kind-of-value.ts'
import { TaskError } from '../task-error.ts'
import { type AdoptingFunction, adoptingFunctions } from './editing/adopting-function.ts'
import { type ByHand, uniqueByHand } from './editing/by-hand.ts'
import { type CodeEdits, codeEdits } from './editing/code-edits.ts'
import { masked } from './editing/masked.ts'
import { relativeTo } from './editing/relative-to.ts'
import { isReached } from './editing/removable-variable.ts'
import { templateEdits } from './editing/template-edits.ts'
import { type FoundSecrets, foundSecrets } from './finding/found-secrets.ts'
import type { ComparedSecrets } from './proposing/compared-secrets.ts'
import { isCarriedOut, type Proposal } from './proposing/proposal.ts'
import { knownValues, type ProposalOptions, proposals } from './proposing/proposals.ts'

/** All that an adoption would do. Nothing is written or stored. */
export interface Adoption {
  readonly found: FoundSecrets
  readonly proposals: readonly Proposal[]
  readonly edits: readonly FileEdit[]
  /** A unified difference of all files; no value stands in it. */
  readonly difference: string
  readonly byHand: readonly ByHand[]
  readonly notes: readonly string[]
  readonly declaredIn: CodeEdits['declaredIn']
}

/**
 * What is found in a project's templates and where it would go.
 * @throws TaskError `NOT_FOUND` for a project without a template
 */
export async function proposedAdoption(
  options: ProposalOptions,
  compared: ComparedSecrets,
  context: TaskContext,
): Promise<{ readonly project: Project; readonly found: FoundSecrets; readonly proposals: readonly Proposal[] }> {
  const project = await context.project()
  if (project.templateProblem !== undefined) throw project.templateProblem
  const templates = project.templates ?? []
  if (templates.length === 0) {
    const [unread] = project.notRead ?? []
    const why = unread === undefined ? '' : `: ${relativeTo(project.root, unread.file)}:${unread.line} ${unread.reason}`
    throw new TaskError('NOT_FOUND', {
      message: `there is no SAM or CloudFormation template in ${project.root}${why || ', nor above: go to the folder of template.yaml, or name it as "template" in sallyport.config.ts'}`,
    })
  }
  const found = foundSecrets(functionsOf(project))
  refuseUnknown(options, found)
  return { project, found, proposals: await proposals(found.secrets, project, options, compared, context) }
}

function functionsOf({ templates = [] }: Project) {
  return templates.flatMap((template) => template.functions.filter(({ isOfCdk }) => !isOfCdk).map((each) => ({ ...each, template })))
}

/** A misspelt name in `only` or `skip` would adopt too little or too much. */
function refuseUnknown({ only = [], skip, choices }: ProposalOptions, { secrets, left }: FoundSecrets): void {
  const names = new Set([
    ...secrets.flatMap(({ id, variables }) => [id, ...variables.map(({ variable }) => variable)]),
    ...left.map(({ variable }) => variable),
  ])
  for (const [input, given] of [
    ['only', only],
    ['skip', skip],
    ['choices', Object.keys(choices)],
  ] as const) {
    const unknown = given.find((name) => !names.has(name))
    if (unknown === undefined) continue
    throw new TaskError('NOT_FOUND', {
      message: `no secret is found in a variable ${unknown}: give \`${input}\` one of ${[...names].join(', ') || 'none, as none is found'}`,
    })
  }
}

/** The edits that carry the proposals out. */
export async function adoptionOf(
  { project, found, proposals: proposed }: Awaited<ReturnType<typeof proposedAdoption>>,
  options: ProposalOptions,
  context: TaskContext,
): Promise<Adoption> {
  const functions = await adoptingFunctions(functionsOf(project), project, context.env)
  const code = await codeEdits(functions, proposed, project, context.env)
  const used = proposed.map((each) => (isCarriedOut(each) && !isUsed(each, code, functions) ? { ...each, values: [] } : each))
  const template = await templateEdits(functions, proposed, code, project, context)
  const values = found.secrets.flatMap((each) => knownValues(each, options).flatMap((value) => utf8(value) ?? []))
  const path = (file: string) => relativeTo(project.root, file)
  const differences = [
    ...template.templates.map(({ file, difference }) => renamed(difference, path(file)).replaceAll('[hidden]', '[value]')),
    ...code.files.map((edit) => fileDifference(path(edit.file), edit)),
  ]
  return {
    found,
    proposals: used,
    edits: [...code.files, ...template.templates.filter(({ before, after }) => before !== after)],
    difference: masked(differences.filter((each) => each !== '').join(''), values),
    byHand: uniqueByHand([...code.byHand, ...template.byHand, ...found.left.map((each) => leftByHand(each, project.root))]),
    notes: [...new Set([...proposed.filter(isCarriedOut).flatMap(({ notes }) => notes), ...template.notes])],
    declaredIn: code.declaredIn,
  }
}

function isUsed(proposal: Proposal, { used }: CodeEdits, functions: readonly AdoptingFunction[]): boolean {
  return used.has(proposal) || functions.some(({ code }) => isReached(code?.reach, proposal))
}

function leftByHand({ function: { file }, line, variable, byHand = '' }: FoundSecrets['left'][number], root: string): ByHand {
  return { file: relativeTo(root, file), line, variable, advice: `sets ${variable}: ${byHand}` }
}
