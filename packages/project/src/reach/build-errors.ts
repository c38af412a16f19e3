import type { Message } from 'esbuild'
import type { OpenReason } from '../declaration/declared-secret.ts'
import { pathFrom } from '../path-from.ts'
import { entryPrefix } from './instrumented-build.ts'

/** A function that does not build has an unknown reach, not an empty one. */
export function buildErrors(errors: readonly Message[], entry: string, root: string): OpenReason[] {
  const open = errors.map(({ text, location }) => ({
    file: location === null || location.file.startsWith(entryPrefix) ? pathFrom(root, entry) : location.file,
    ...(location === null || location.file.startsWith(entryPrefix) ? {} : { line: location.line }),
    reason: `does not build: ${text}`,
    isBuildFailure: true as const,
  }))
  return open.length > 0 ? open : [{ file: pathFrom(root, entry), reason: 'does not build', isBuildFailure: true }]
}
