import { isWithin } from '../../cache/life.ts'
import { notSet } from '../../not-set.ts'
import { within } from '../../waiting.ts'
import type { Credentials, CredentialsProvider, CredentialsSource } from './credentials.ts'

/** Milliseconds before their expiry at which credentials are asked for anew, as the AWS SDKs do. */
const renewBeforeMs = 300_000

/** Milliseconds that the first read waits for new ones while those before still hold; they may come later. */
const patienceMs = 1_000

/** Milliseconds after which a provider is asked again that did not answer: it was frozen, and what it waits for is gone. */
const longestAskMs = 5_000

/** Credentials that were configured: a provider is asked once for all who wait, and what it gives is kept until shortly before it expires. */
export function providedCredentials(provided: CredentialsProvider, now: () => number): CredentialsSource {
  let held: Credentials | undefined
  let asked: { answer: Promise<Credentials>; at: number } | undefined

  function ask(provider: () => Promise<Credentials>): Promise<Credentials> {
    const answer = provider()
      .then((given) => (held = given))
      .finally(() => {
        if (asked?.answer === answer) asked = undefined
      })
    asked = { answer, at: now() }
    return answer
  }

  return async (isRefused, budgetMs) => {
    if (typeof provided === 'object') return provided
    const leftMs = (held?.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - now()
    const before = isRefused || leftMs <= 0 ? undefined : held
    if (before && leftMs > renewBeforeMs) return before
    if (asked && !isWithin(longestAskMs, asked.at, now())) asked = undefined
    if (asked && before) return before
    let given = before
    let failure: { cause: unknown } | undefined
    try {
      given = (await within(asked?.answer ?? ask(provided), before ? Math.min(patienceMs, budgetMs) : budgetMs)) ?? before
    } catch (cause) {
      failure = { cause }
    }
    if (given) return given
    const missing = notSet('CREDENTIALS_MISSING', 'AWS key', 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
    throw Object.assign(missing, failure)
  }
}
