import { type KnownSecret, parameterKey, type SecretKey } from './secret-key.ts'
import { requestText, type TrailEvent } from './trail-event.ts'

export const writingEventNames = ['CreateSecret', 'PutSecretValue', 'PutParameter']

/** Whether a read is of what its own caller had just written. */
export type IsOwnWrite = (read: TrailEvent, secret: SecretKey) => boolean

/** Seconds in which a read of a parameter belongs to the write before it; a parameter's read does not say its version. */
const belongsSeconds = 60

/**
 * Tells a read that gave its caller nothing new: of the very version that the same caller had just written, as `sallyport put` reads
 * back what it stored.
 */
export function ownWrites(writes: readonly TrailEvent[], known: readonly KnownSecret[]): IsOwnWrite {
  const versions = new Set(writes.map((write) => `${write.userIdentity.arn} ${requestText(write, 'clientRequestToken')}`))
  const parameterWrites = writes.filter((write) => write.eventName === 'PutParameter')
  return (read, secret) => {
    // the token becomes the version's id (Secrets Manager API Reference, "PutSecretValue")
    if (secret.service === 'secretsmanager') {
      const version = requestText(read, 'versionId')
      return version !== undefined && versions.has(`${read.userIdentity.arn} ${version}`)
    }
    return parameterWrites.some((write) => {
      const seconds = (Date.parse(read.eventTime) - Date.parse(write.eventTime)) / 1000
      const isSame =
        write.userIdentity.arn === read.userIdentity.arn && parameterKey(requestText(write, 'name') ?? '', known).name === secret.name
      return isSame && write.errorCode === undefined && seconds >= 0 && seconds <= belongsSeconds
    })
  }
}
