import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionInTemplate, Project } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { inFolder, packageFolder } from '../files/package-folder.ts'
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
  const functions = proposals.filter(isCarriedOut).flatMap(({ found }) => found.variables.map((each) => each.function))
  const [first] = functions
  return [
    ...(edits.length > 0 ? ['git diff'] : []),
    ...(await installing(functions, project)),
    ...(functions.some(isBuiltAhead) ? [buildingAgain(project)] : []),
    ...missing,
    ...otherStages(proposals, project, { stage, local }).puts,
    ...(first === undefined || local === '' ? [] : [typedLine(['invoke', first.name], context.account)]),
    ...(byHand.length === 0 ? [] : [byHandFirst, typedLine(['adopt'], context.account)]),
  ]
}

/** What is granted ahead of the code that reads it looks like too much to `grant`. */
const byHandFirst = '# change by hand what is told above, then "sallyport grant": before, it would take those reads away again'

/** Whether what is deployed was built before, into another file than what a person edits. SAM and CDK build by themselves when they deploy. */
function isBuiltAhead({ code, template }: FunctionInTemplate): boolean {
  return template.cdkApp === undefined && code.kind === 'file' && ['source map', 'comment', 'build'].includes(code.toldBy)
}

function buildingAgain({ root }: Project): string {
  const { scripts = {} } = packageOf(root)
  return Object.hasOwn(scripts, 'build')
    ? 'npm run build'
    : '# build it again before it is deployed: what is deployed is built from what was edited'
}

function putting({ service, name, field }: ProposedPlace, stage: string | undefined, account: TaskContext['account']): string {
  return typedCommand('put', { service, id: filledIn(name, stage) }, account, field === undefined ? [] : ['--field', field])
}

/** What has to be installed, in each folder whose packages are deployed with a function. */
async function installing(functions: readonly FunctionInTemplate[], { root }: Project): Promise<string[]> {
  const entries = functions.flatMap(({ code }) => (code.kind === 'file' ? [code.entry] : []))
  const folders = await Promise.all(entries.map((entry) => packageFolder(entry, root)))
  return [...new Set([...folders, ...(entries.length === 0 ? [root] : [])])]
    .filter((folder) => !Object.hasOwn(packageOf(folder).dependencies ?? {}, 'sallyport'))
    .map((folder) => inFolder(folder, root, 'npm install sallyport'))
}

function packageOf(root: string): { dependencies?: Record<string, string>; scripts?: Record<string, string> } {
  try {
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  } catch {
    return {} // none, or one that npm itself will complain about
  }
}
