import type { EditedTemplate, Project, Template, TemplateChange } from '@sallyport/project'
import type { TaskContext } from '../../context.ts'
import { editedByReference } from '../../template-policy/parameter-reference.ts'
import type { Proposal } from '../proposing/proposal.ts'
import { type AdoptingFunction, obstacleIn } from './adopting-function.ts'
import type { ByHand } from './by-hand.ts'
import type { CodeEdits } from './code-edits.ts'
import { relativeTo } from './relative-to.ts'
import { templateGrants } from './template-grants.ts'
import { templateRemovals } from './template-removals.ts'
import { unusedParameters } from './unused-parameters.ts'

export interface TemplateEdits {
  readonly templates: readonly EditedTemplate[]
  readonly byHand: readonly ByHand[]
  readonly notes: readonly string[]
}

/** Templates in which roles may read what the edited code reads, and variables that nothing needs any more are gone. Nothing is written. */
export async function templateEdits(
  functions: readonly AdoptingFunction[],
  proposals: readonly Proposal[],
  code: CodeEdits,
  project: Project,
  context: TaskContext,
): Promise<TemplateEdits> {
  const edits = await Promise.all(
    (project.templates ?? []).map((template) => {
      const its = functions.filter(({ inTemplate }) => inTemplate.file === template.file)
      return edited(template, its, { proposals, code, root: project.root }, context)
    }),
  )
  return {
    templates: edits.flatMap(({ template }) => template ?? []),
    byHand: edits.flatMap(({ byHand }) => byHand),
    notes: edits.flatMap(({ notes }) => notes),
  }
}

async function edited(
  template: Template,
  functions: readonly AdoptingFunction[],
  around: { readonly proposals: readonly Proposal[]; readonly code: CodeEdits; readonly root: string },
  context: TaskContext,
): Promise<{ template: EditedTemplate | undefined; byHand: readonly ByHand[]; notes: readonly string[] }> {
  const grants = await templateGrants(template, functions, around, context)
  const removals = templateRemovals(functions, around)
  const applied: TemplateChange[] = []
  const byHand = [...removals.byHand]
  for (const { change, at } of [...grants.changes, ...removals.changes]) {
    try {
      await editedByReference(template, [...applied, change])
      applied.push(change)
    } catch (error) {
      byHand.push({ ...obstacleIn(error, at), variable: at.variable })
    }
  }
  if (applied.length === 0) return { template: undefined, byHand, notes: [] }
  const result = await editedByReference(template, applied)
  const unused = await unusedParameters(result, around.proposals, relativeTo(around.root, template.file))
  return { template: result, byHand, notes: [...grants.notes, ...unused] }
}
