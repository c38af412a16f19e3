import { isLoopback } from '../loopback.ts'
import { parsedJson } from '../parsed-json.ts'
import type { FoundPlace } from '../place/found-place.ts'
import type { HeldSettings } from '../settings.ts'
import { pause } from '../waiting.ts'
import type { AwsAnswer } from './answer.ts'
import type { Environment } from './credentials/environment.ts'
import { environmentCredentials } from './credentials/environment-credentials.ts'
import { endpointOf } from './endpoint.ts'
import { type Exchange, exchanger } from './exchange.ts'
import { refusal } from './refusal.ts'
import { ruleFor } from './rules.ts'
import { signer } from './sigv4.ts'
import { userAgent } from './user-agent.ts'

/** What the world gives to the client: handed in, so that a test needs no patched module. */
export interface Surroundings {
  readonly now: () => number
  readonly random: () => number
  readonly env: Environment
}

/**
 * Asks AWS about places of one service and region.
 * @throws SallyportError that says why they could not be read
 */
export type AwsCall = (places: readonly FoundPlace[], target: string, input: object) => Promise<AwsAnswer>

/** Asks AWS as `AwsCall` does, by other means: its own retries, time limits and credentials. */
export type Transport = (
  places: readonly FoundPlace[],
  target: string,
  input: object,
  env: Environment,
  now: () => number,
) => Promise<AwsAnswer>

export function awsClient(
  { now, random }: Omit<Surroundings, 'env'>,
  settings: () => Pick<HeldSettings, 'env' | 'credentials'>,
  exchange: Exchange = exchanger(now),
): AwsCall {
  const attemptMs = 2_000
  const totalMs = 5_000
  // What a try more takes, and a success brings: a service that is down is not asked three times by each of many reads.
  // Source: AWS SDKs and Tools Reference Guide, "Retry behavior" (token bucket).
  const mostTokens = 500
  const tokensForRetry = 5

  const sign = signer()
  let skewMs = 0
  let tokens = mostTokens

  return async (places, target, input) => {
    const { env, credentials = () => environmentCredentials(env) } = settings()
    const [place] = places as [FoundPlace] // no one asks about none
    const url = endpointOf(place, env)
    const body = JSON.stringify(input)
    let attempt = 1
    let leftMs = totalMs
    let isRefused = false
    let voided = 0

    for (;;) {
      let startedAt = now()
      const used = await credentials(isRefused, leftMs)
      const waitedMs = now() - startedAt
      if (waitedMs < leftMs) leftMs -= waitedMs // longer than it may take is a freeze
      startedAt += waitedMs
      const limitMs = Math.min(attemptMs, leftMs)
      const headers = {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
      }
      const outcome = await exchange(
        url,
        limitMs,
        (sentAt) => ({
          ...sign(`POST\n${url.pathname}`, headers, body, used, place, new Date(sentAt + skewMs)),
          'user-agent': userAgent(env), // not signed, as of the SDKs: a proxy may add to it
        }),
        body,
      )
      // Once, so that nothing goes on without end.
      if (outcome.isVoid && attempt > voided) {
        voided = attempt
        continue
      }

      const { status, sentAt, text, headers: told } = outcome
      const answer = parsedJson(text)
      if (status === 200 && answer) {
        tokens = Math.min(mostTokens, tokens + tokensForRetry)
        return { body: answer, sentAt, fromLoopback: isLoopback(url.hostname), env }
      }

      const { __type = '', message = '', Message = message } = answer ?? {}
      // The name with a namespace before it or more behind it, or without; what has none has not AWS's form: a proxy's page.
      const name = `${__type}`.replace(/^.*#|:.*/g, '') || `HTTP ${status}`
      const error = outcome.error ?? Object.assign(new Error(`${Message}`), { name })
      const rule = ruleFor(status, error)
      // Not a number where another try gives the same: then nothing is left.
      const [, code, , pauseMs = Number.NaN] = rule
      const askedMs = Number(told['x-amz-retry-after']) || Number(told['retry-after']) * 1000
      // Full jitter under a limit that doubles.
      const waitMs = (pauseMs >= 0 && askedMs) || random() * pauseMs * 2 ** attempt
      // Time in the freezer does not count.
      leftMs -= waitMs + Math.min(limitMs, now() - startedAt)
      const wasRefused = isRefused
      isRefused = code === 'CREDENTIALS_REFUSED'
      // Also where no try is left: the next read has it.
      if (isRefused && !outcome.isVoid) skewMs = Date.parse(`${told.date}`) - sentAt || 0
      if (!(leftMs > 0) || (wasRefused && isRefused) || tokens < tokensForRetry || attempt++ >= (Number(env['AWS_MAX_ATTEMPTS']) || 3)) {
        throw refusal(places, rule, error, env, told['x-amzn-requestid'] as string | undefined) // Node gives this header as one text
      }
      tokens -= tokensForRetry
      await pause(waitMs)
    }
  }
}
