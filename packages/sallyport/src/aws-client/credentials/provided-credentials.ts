import { notSet } from '../../not-set.ts'
import { within } from '../../waiting.ts'
import type { Credentials, CredentialsProvider, CredentialsSource } from './credentials.ts'

/** Milliseconds before their expiry at which credentials are asked for anew, as the AWS SDKs do. */
const renewBeforeMs = 300_000

/** Milliseconds that a read waits for new ones while those before still hold. */
const patienceMs = 1_000

/** Credentials that were configured: a provider is asked once for all who wait, and what it gives is kept until shortly before it expires. */
export function providedCredentials(provided: CredentialsProvider, now: () => number): CredentialsSource {
  let held: Credentials | undefined
  let asked: Promise<Credentials> | undefined

  return async (isRefused, budgetMs) => {
    if (typeof provided === 'object') return provided
    const leftMs = (held?.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - now()
    const before = isRefused || leftMs <= 0 ? undefined : held
    if (before && leftMs > renewBeforeMs) return before
    let given = before
    let failure: { cause: unknown } | undefined
    try {
      asked ??= provided()
      given = (await within(asked, before ? Math.min(patienceMs, budgetMs) : budgetMs)) ?? before
    } catch (cause) {
      failure = { cause }
    }
    asked = undefined
    if (given) {
      held = given
      return given
    }
    const missing = notSet('CREDENTIALS_MISSING', 'AWS key', 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
    throw Object.assign(missing, failure)
  }
}
