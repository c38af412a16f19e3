import { isNamed } from '../../account/is-named.ts'
import type { TaskContext } from '../../context.ts'
import { isStored } from '../../invoke/missing-secrets.ts'
import type { DeclaredPlace } from '../../place/declared-places.ts'
import { shellWord } from '../../shell-word.ts'
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
    const missing = await Promise.all(asked.map(([name, place]) => missingFinding(name, place, context)))
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

async function missingFinding(name: string, { service, kind, at }: DeclaredPlace, context: TaskContext): Promise<Finding | undefined> {
  const { account } = context
  const found = await isStored[service](name, account).catch((error: unknown) => {
    if (isNamed(error, 'AccessDenied')) return 'denied'
    throw error
  })
  if (found === true) return undefined
  const called = `${service === 'ssm' ? 'parameter' : 'secret'} ${name}, declared at ${at},`
  if (found === 'denied') return warning(`whether ${called} is stored may not be asked`, 'see permissions')
  const flags = [
    ...(service === 'ssm' ? ['--parameter'] : []),
    '--kind',
    kindWord(kind),
    ...(account.target === 'local' ? ['--local'] : []),
  ]
  return problem(`${called} is not stored`, `sallyport put ${shellWord(name)} ${flags.join(' ')}`)
}

/** The command line's word for a kind: `apiKey` is `api-key`. */
function kindWord(kind: string): string {
  return kind.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
}
