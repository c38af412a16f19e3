import { awsError } from '../../aws-error.ts'
import { pageToken, positionIn } from '../page-token.ts'
import type { SecretRecord, VersionRecord } from './secret-record.ts'

export interface VersionsRequest {
  readonly limit: number
  readonly token: string | undefined
  /** Whether versions without a stage are listed. */
  readonly hasDeprecated: boolean
}

/**
 * The next versions of a secret, newest first: a version that is stored meanwhile moves nothing.
 * @throws AwsError `InvalidNextTokenException` when the token is not one of an earlier page of this secret
 */
export function versionsPage({ arn, versions }: SecretRecord, { limit, token, hasDeprecated }: VersionsRequest) {
  const newestFirst = versions.toReversed()
  const rest = newestFirst
    .slice(token === undefined ? 0 : startAfter(token, arn, newestFirst))
    .filter(({ stages }) => hasDeprecated || stages.length > 0)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  const nextToken = last === undefined || rest.length <= limit ? undefined : pageToken([arn, last.createdAt, last.id])
  return { page, nextToken }
}

function startAfter(token: string, arn: string, newestFirst: readonly VersionRecord[]): number {
  const [ofSecret, createdAt, id, ...more] = positionIn(token) ?? []
  if (ofSecret !== arn || typeof createdAt !== 'number' || typeof id !== 'string' || more.length > 0) {
    throw awsError('InvalidNextTokenException', 'The NextToken is not one of an earlier answer to the same request.')
  }
  const at = newestFirst.findIndex((version) => version.id === id)
  if (at >= 0) return at + 1
  // the version a page ended with was dropped since
  const older = newestFirst.findIndex((version) => version.createdAt <= createdAt)
  return older < 0 ? newestFirst.length : older
}
