import { accountAtFirstUse, kinds, kindWord, openContext } from '@sallyport/tasks'
import type { Globals } from '../global-flags.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { declaredValues } from './declared-values.ts'
import { shells } from './shells.ts'

/** Values that may stand at one place of a command line, each with what it is. */
export type KnownValues = Readonly<Record<string, readonly { readonly value: string; readonly text: string }[]>>

/**
 * What arguments and flags of these names may be: names of functions, declared names, stages. Read from the project's files alone, and
 * silent: a project that cannot be read has none, and whoever presses Tab is told of it by the command itself.
 */
export async function knownValues({ io }: Terminal, { local, config, stage: asked }: Globals): Promise<KnownValues> {
  const { cwd, env } = io
  const account = accountAtFirstUse({ target: local ? 'local' : 'aws', cwd, env })
  const context = openContext({ account, cwd, env, configuration: config, stage: asked })
  const [project, stage, places] = await Promise.all([
    context.project().catch(nothing),
    context.stage().catch(nothing),
    context.declared().catch(nothing),
  ])
  const stages = [
    ...new Set([project?.stage, ...(project?.functions ?? []).map((each) => each.stage), 'dev', ...(project?.productionStages ?? [])]),
  ]
  const { exports, names } = declaredValues(places ?? [], stage)
  const named = [...exports, ...names]
  const stageValues = stages.filter((each) => each !== undefined).map((value) => ({ value, text: 'stage' }))
  return {
    function: (project?.functions ?? []).map(({ name, role }) => ({ value: name, text: `runs under role ${role}` })),
    name: named,
    secret: named,
    prefix: names,
    stage: stageValues,
    from: stageValues,
    to: stageValues,
    confirm: (project?.productionStages ?? []).map((value) => ({ value, text: 'production stage' })),
    kind: kinds.map((kind) => ({ value: kindWord(kind), text: 'kind' })),
    shell: shells.map((value) => ({ value, text: 'shell' })),
    auth: ['enforce', 'off'].map((value) => ({ value, text: '' })),
  }
}

function nothing(): undefined {}
