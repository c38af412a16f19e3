import type { FunctionInTemplate } from '@sallyport/project'
import type { FoundVariable, Origin } from './found-variable.ts'
import { inAnyStage } from './in-any-stage.ts'
import { stageOfFunction } from './stage-of-function.ts'

/** What a secret is in one stage. */
export interface FoundStage {
  readonly stage: string
  readonly origin: Origin
}

/** Variables that hold one secret. */
export interface HoldingVariables {
  readonly origin: Origin
  readonly variables: readonly [FoundVariable, ...FoundVariable[]]
}

export interface StagedSecret extends HoldingVariables {
  /** By the functions that have it, each of a stage that its template writes out; none where one of them is of any stage. */
  readonly stages: readonly FoundStage[]
}

/**
 * The same source is deployed to each stage, with a value of that stage in the same variable: that is one secret, whose name has the stage
 * in it. A stack for each stage is such a case.
 */
export function stagedSecrets(all: readonly HoldingVariables[]): StagedSecret[] {
  const staged: StagedSecret[] = []
  for (const each of all.map(withStages)) {
    const index = staged.findIndex((one) => isSameElsewhere(one, each))
    const one = staged[index]
    if (one === undefined) staged.push(each)
    else staged[index] = together(one, each)
  }
  return staged
}

function withStages({ origin, variables }: HoldingVariables): StagedSecret {
  const stages = new Set(variables.map((each) => stageOfFunction(each.function)))
  const known = [...stages].flatMap((stage) => stage ?? [])
  return { origin, variables, stages: known.length === stages.size ? known.map((stage) => ({ stage, origin })) : [] }
}

function isSameElsewhere(one: StagedSecret, other: StagedSecret): boolean {
  if (one.stages.length === 0 || other.stages.length === 0) return false
  if (one.stages.some(({ stage }) => other.stages.some((each) => each.stage === stage))) return false
  return haveOneName(one, other) && one.variables.some((each) => other.variables.some((its) => isSameSource(each, its)))
}

/** What is typed by whoever deploys is known by its parameter alone; a secret that exists keeps the name it has. */
function haveOneName({ stages: [one] }: StagedSecret, { stages: [other] }: StagedSecret): boolean {
  if (one?.origin.kind === 'plain') return other?.origin.kind === 'plain'
  const name = one && referenceKey(one)
  return name !== undefined && other !== undefined && name === referenceKey(other)
}

function referenceKey({ stage, origin }: FoundStage): string | undefined {
  if (origin.kind !== 'reference') return undefined
  const { service, name, field } = origin.reference
  return JSON.stringify([service, inAnyStage(name, stage), field ?? null])
}

function isSameSource(one: FoundVariable, other: FoundVariable): boolean {
  const source = sourceOf(one.function)
  return one.variable === other.variable && source !== undefined && source === sourceOf(other.function)
}

function sourceOf({ code }: FunctionInTemplate): string | undefined {
  return code.kind === 'file' ? code.entry : undefined
}

function together({ variables: [first, ...rest], ...one }: StagedSecret, other: StagedSecret): StagedSecret {
  return { origin: one.origin, variables: [first, ...rest, ...other.variables], stages: [...one.stages, ...other.stages] }
}
