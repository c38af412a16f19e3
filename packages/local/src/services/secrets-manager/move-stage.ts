import { type AwsError, awsError } from '../../aws-error.ts'
import type { VersionRecord } from './secret-record.ts'
import { checkStageCount, noValue, withStages } from './secret-versions.ts'

export interface StageMove {
  readonly stage: string
  /** The version that has the stage now. */
  readonly from: string | undefined
  /** The version that gets it; `undefined` when it is only taken off. */
  readonly to: string | undefined
}

/**
 * Moves a stage to a version or takes it off one. A stage that is in use moves only when the version that has it is named, so that two
 * who move it at once cannot both succeed.
 * Source: Secrets Manager API Reference, "UpdateSecretVersionStage".
 */
export function movedStage(versions: readonly VersionRecord[], { stage, from, to }: StageMove): readonly VersionRecord[] {
  if (from === undefined && to === undefined) throw invalid('You must provide RemoveFromVersionId, MoveToVersionId, or both.')
  for (const id of [to, from]) {
    if (id !== undefined && !versions.some((version) => version.id === id)) throw noValue(`VersionId: ${id}`)
  }
  const holder = versions.find(({ stages }) => stages.includes(stage))?.id
  if (from !== undefined && from !== holder) throw invalid(notThere(stage, holder))
  if (to === undefined) return withoutStage(versions, stage)
  if (holder !== undefined && holder !== to && from === undefined) throw invalid(unnamed(stage, holder))
  const moved = withStages(versions, to, [stage])
  checkStageCount(moved)
  return moved
}

function withoutStage(versions: readonly VersionRecord[], stage: string): readonly VersionRecord[] {
  // a secret with a value always has a current one. Source: Secrets Manager User Guide, "Version"
  if (stage === 'AWSCURRENT') {
    throw invalid("You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.")
  }
  return versions.map((version) => ({ ...version, stages: version.stages.filter((each) => each !== stage) }))
}

function unnamed(stage: string, holder: string): string {
  return (
    `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder}, so you must ` +
    'explicitly reference that version in RemoveFromVersionId.'
  )
}

function notThere(stage: string, holder: string | undefined): string {
  if (holder === undefined) return `Staging label ${stage} is attached to no version, so RemoveFromVersionId can't be given.`
  return (
    `When you move staging label ${stage}, RemoveFromVersionId must be set to the version that currently has it, which is version ` +
    `${holder}.`
  )
}

function invalid(message: string): AwsError {
  return awsError('InvalidParameterException', message)
}
