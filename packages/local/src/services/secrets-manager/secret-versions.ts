import { type AwsError, awsError } from '../../aws-error.ts'
import type { SecretRecord, SecretValue, VersionRecord } from './secret-record.ts'

/** Versions without a stage that are kept. Source: Secrets Manager User Guide, "Secrets Manager quotas", versions of a secret (~100). */
const keptVersions = 100

/** Source: Secrets Manager User Guide, "Secrets Manager quotas", staging labels of all versions. */
const mostStages = 20

export interface WantedVersion {
  readonly id: string | undefined
  readonly stage: string | undefined
}

/**
 * The version a reader asks for; AWSCURRENT when it says nothing.
 * @throws AwsError `ResourceNotFoundException`, or `InvalidRequestException` when id and stage are of two versions
 */
export function versionOf({ versions }: SecretRecord, { id, stage }: WantedVersion): VersionRecord {
  const wantedStage = stage ?? (id === undefined ? 'AWSCURRENT' : undefined)
  const found = versions.find((version) => (id === undefined ? version.stages.includes(wantedStage ?? '') : version.id === id))
  if (found === undefined) throw noValue(id === undefined ? `staging label: ${wantedStage}` : `VersionId: ${id}`)
  if (wantedStage !== undefined && !found.stages.includes(wantedStage)) {
    throw awsError('InvalidRequestException', 'You provided a VersionStage that is not associated to the provided VersionId.')
  }
  return found
}

export function noValue(what: string): AwsError {
  return awsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`)
}

/**
 * Adds a version with its stages, which move to it from where they are; a version left without a stage is deprecated, and the oldest such
 * are dropped.
 * Source: Secrets Manager API Reference, "PutSecretValue".
 * @returns all versions, and those that were dropped
 */
export function withVersion(
  versions: readonly VersionRecord[],
  added: VersionRecord,
): { readonly versions: readonly VersionRecord[]; readonly dropped: readonly VersionRecord[] } {
  const all = withStages([...versions, { ...added, stages: [] }], added.id, added.stages)
  checkStageCount(all)
  const tooMany = Math.max(0, all.length - keptVersions)
  const dropped = all.filter(({ stages }) => stages.length === 0).slice(0, tooMany)
  return { versions: all.filter((version) => !dropped.includes(version)), dropped }
}

/**
 * Moves stages to one of the versions. The version that AWSCURRENT leaves becomes AWSPREVIOUS, whichever was before.
 * Source: Secrets Manager API Reference, "UpdateSecretVersionStage".
 */
export function withStages(versions: readonly VersionRecord[], to: string, stages: readonly string[]): readonly VersionRecord[] {
  const current = versions.find((version) => version.stages.includes('AWSCURRENT'))
  const movesCurrent = stages.includes('AWSCURRENT') && current !== undefined && current.id !== to
  const given = movesCurrent ? stages.filter((stage) => stage !== 'AWSPREVIOUS') : stages
  return versions.map((version) => {
    const left = version.stages.filter((stage) => !stages.includes(stage) && !(movesCurrent && stage === 'AWSPREVIOUS'))
    if (version.id === to) return { ...version, stages: [...left, ...given] }
    return { ...version, stages: movesCurrent && version === current ? [...left, 'AWSPREVIOUS'] : left }
  })
}

/** @throws AwsError `LimitExceededException` */
export function checkStageCount(versions: readonly VersionRecord[]): void {
  if (versions.reduce((count, { stages }) => count + stages.length, 0) > mostStages) {
    throw awsError('LimitExceededException', `A secret may have at most ${mostStages} staging labels attached to its versions.`)
  }
}

/** Whether a value is the same as one that is stored, byte for byte. */
export function isSameValue(a: SecretValue, b: SecretValue): boolean {
  return a.form === b.form && Buffer.compare(a.bytes, b.bytes) === 0
}
