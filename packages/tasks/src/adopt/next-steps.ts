import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Project } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { typedCommand, typedLine } from '../place/typed-command.ts'
import { filledIn } from '../stage.ts'
import type { Adoption } from './adoption.ts'
import { otherStages } from './other-stages.ts'
import { isCarriedOut, type ProposedPlace } from './proposing/proposal.ts'

/** What to type after an adoption. */
export async function nextSteps({ proposals, edits, byHand }: Adoption, project: Project, context: TaskContext): Promise<string[]> {
  const stage = await context.stage()
  const local = context.account.target === 'local' ? ' --local' : ''
  const missing = proposals.filter(({ state }) => state === 'missing').map(({ place }) => putting(place, stage, context.account))
  const functions = new Set(proposals.filter(isCarriedOut).flatMap(({ found }) => found.variables.map((each) => each.function.name)))
  const [first] = functions
  return [
    ...(edits.length > 0 ? ['git diff'] : []),
    ...(isInstalled(project) ? [] : ['npm install sallyport']),
    ...missing,
    ...otherStages(proposals, project, { stage, local }).puts,
    ...(first === undefined || local === '' ? [] : [typedLine(['invoke', first], context.account)]),
    ...(byHand.length === 0 ? [] : [typedLine(['adopt'], context.account)]),
  ]
}

function putting({ service, name, field }: ProposedPlace, stage: string | undefined, account: TaskContext['account']): string {
  return typedCommand('put', { service, id: filledIn(name, stage) }, account, field === undefined ? [] : ['--field', field])
}

/** Whether the package that functions import is among what is deployed with them. */
function isInstalled({ root }: Project): boolean {
  try {
    const { dependencies }: { dependencies?: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    return dependencies !== undefined && Object.hasOwn(dependencies, 'sallyport')
  } catch {
    return false // none, or one that npm itself will complain about
  }
}
