import { isNamed } from '../../account/is-named.ts'
import type { TaskContext } from '../../context.ts'
import { kindWord } from '../../forms/kind-word.ts'
import type { DeclaredPlace } from '../../place/declared-places.ts'
import { requestedPlace } from '../../place/requested-place.ts'
import { typedCommand, typedLine } from '../../place/typed-command.ts'
import { serviceInWords } from '../../secret-services.ts'
import { services } from '../../stored/services.ts'
import { TaskError } from '../../task-error.ts'
import { type Check, type Finding, ok, problem, skipped, warning } from '../check.ts'

/** Whether each declared secret is stored in this stage; asked of descriptions, since a read of a value would stand in the trail. */
export const declaration: Check = {
  name: 'declaration',
  after: ['credentials', 'project'],
  async run(context) {
    const places = await context.declared()
    if (places.length === 0) return [skipped('no secret is declared')]
    const stage = await context.stage()
    const isUnsaid = ({ id }: DeclaredPlace) => id.includes('{id}') || (stage === undefined && id.includes('{stage}'))
    const unsaid = stage === undefined ? places.filter(({ id }) => id.includes('{stage}')) : []
    const asked = [...new Map(places.filter((each) => !isUnsaid(each)).map((each) => [inStage(each.id, stage), each]))]
    const missing = await Promise.all(asked.map(([name, place]) => missingFinding(name, place, stage, context)))
    const stored = asked.filter((_, index) => missing[index] === undefined).length
    return [
      ...(stored === 0
        ? []
        : [
            ok(
              `${stored} of ${asked.length} declared secrets ${stored === 1 ? 'is' : 'are'} stored${stage === undefined ? '' : ` in stage ${stage}`}`,
            ),
          ]),
      ...missing.filter((each) => each !== undefined),
      ...(unsaid.length === 0
        ? []
        : [warning(`the stage is not said, so that ${unsaid.length} declared secrets are not looked for`, 'give `stage`')]),
    ]
  },
}

function inStage(id: string, stage: string | undefined): string {
  return id.replaceAll('{stage}', stage ?? '')
}

async function missingFinding(
  name: string,
  place: DeclaredPlace,
  stage: string | undefined,
  context: TaskContext,
): Promise<Finding | undefined> {
  const { service, at } = place
  const { account } = context
  const found = await services[service].isStored(name, account).catch((error: unknown) => {
    if (isNamed(error, 'AccessDenied')) return 'denied'
    throw error
  })
  if (found === true) return undefined
  const called = `${serviceInWords[service].word} ${name}, declared at ${at},`
  if (found === 'denied') return warning(`whether ${called} is stored may not be asked`, 'see permissions')
  return problem(`${called} is not stored`, await putting(name, place, stage, context))
}

/** By the export, of which "put" knows the rest; by the name where that would mean something else, or one field alone. */
async function putting(
  name: string,
  { service, kind, exportName, id, field }: DeclaredPlace,
  stage: string | undefined,
  context: TaskContext,
) {
  const { account } = context
  const meant =
    exportName === undefined || field !== undefined ? undefined : await requestedPlace({ name: exportName }, context).catch(notMeant)
  if (exportName === undefined || meant?.byExport === undefined || meant.id !== name || meant.service !== service)
    return typedCommand('put', { service, id: name }, account, ['--kind', kindWord(kind)])
  const saidElsewhere =
    context.env['SALLYPORT_STAGE'] || (await context.project()).stage || (account.target === 'local' ? 'dev' : undefined)
  const isSaid = stage === undefined || !id.includes('{stage}') || stage === saidElsewhere
  return typedLine(['put', exportName, ...(isSaid ? [] : ['--stage', stage])], account)
}

function notMeant(error: unknown): undefined {
  if (!(error instanceof TaskError)) throw error
}
