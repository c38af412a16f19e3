import type { FunctionInTemplate, Project } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { inFolder, packageFolder, packageIn } from '../files/package-folder.ts'
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
    ...(functions.some(isBuiltAhead) ? [await buildingAgain(project)] : []),
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

async function buildingAgain({ root }: Project): Promise<string> {
  return Object.hasOwn(Object((await packageIn(root))['scripts']), 'build')
    ? 'npm run build'
    : '# build it again before it is deployed: what is deployed is built from what was edited'
}

function putting({ service, name, field }: ProposedPlace, stage: string | undefined, account: TaskContext['account']): string {
  return typedCommand('put', { service, id: filledIn(name, stage) }, account, field === undefined ? [] : ['--field', field])
}

/** What has to be installed, in each folder whose packages are deployed with a function. */
async function installing(functions: readonly FunctionInTemplate[], { root }: Project): Promise<string[]> {
  const entries = functions.flatMap(({ code }) => (code.kind === 'file' ? [code.entry] : []))
  const folders = new Set(entries.length === 0 ? [root] : await Promise.all(entries.map((entry) => packageFolder(entry, root))))
  const lines: string[] = []
  for (const folder of folders) {
    const isNamed = Object.hasOwn(Object((await packageIn(folder))['dependencies']), 'sallyport')
    if (!isNamed) lines.push(inFolder(folder, root, 'npm install sallyport'))
  }
  return lines
}
