import type { DeclaredSecret, Template, TemplateChange } from '@sallyport/project'
import type { TaskContext } from '../../context.ts'
import { ownAccount } from '../../template-policy/own-account.ts'
import { referenceTo } from '../../template-policy/parameter-reference.ts'
import type { AdoptingFunction } from './adopting-function.ts'
import type { CodeEdits } from './code-edits.ts'
import type { PlacedChange } from './placed-change.ts'
import { relativeTo } from './relative-to.ts'
import { stageParameterIn } from './stage-parameter.ts'

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
  const { policyFor } = await import('@sallyport/project')
  const asked = await context.stage()
  const parameter = stageParameterIn(template)
  const notes = new Set<string>()
  const changes = functions.flatMap((each): PlacedChange[] => {
    const declared = code.reads.get(each)
    const { inTemplate, code: its, obstacle } = each
    if (declared === undefined || its === undefined || obstacle !== undefined) return []
    const { name, logicalId, file, line, environment } = inTemplate
    const at = { file: relativeTo(root, file), line, variable: undefined }
    if (its.reach.open.length > 0) notes.add(`what else function ${name} may read is not known: see "sallyport grant ${name}"`)
    const secrets = uniqueById([...its.reach.secrets, ...declared])
    const stage = its.stage ?? (parameter === undefined ? asked : referenceTo(parameter))
    const policy = policyFor({ ...its.reach, open: [], secrets }, { ...ownAccount, stage })
    const grant: PlacedChange = { change: { kind: 'grant', function: logicalId, policy, account: ownAccount }, at }
    const isStaged = secrets.some(({ place }) => place.name.includes('{stage}'))
    if (!isStaged || environment['SALLYPORT_STAGE'] !== undefined) return [grant]
    if (parameter === undefined)
      notes.add(`the stage is ${asked} in ${at.file}: make it a parameter Stage of the template, if it is deployed for several stages`)
    const value = parameter === undefined ? (asked ?? '') : { Ref: parameter }
    const staged: TemplateChange = { kind: 'setVariable', function: logicalId, variable: 'SALLYPORT_STAGE', value }
    return [{ change: staged, at }, grant]
  })
  return { changes, notes: [...notes] }
}

function uniqueById(secrets: readonly DeclaredSecret[]): DeclaredSecret[] {
  return [...new Map(secrets.map((each) => [each.id, each])).values()]
}
