import { isWithin } from '../cache/life.ts'
import { isLoopback } from '../loopback.ts'
import { parsedJson } from '../parsed-json.ts'
import type { Settings } from '../settings.ts'
import { credentialsSource } from './credentials/credentials-source.ts'
import type { Environment } from './credentials/environment.ts'
import { endpointOf, regionFrom, type Service } from './endpoint.ts'
import { exchanger, frozenAfterMs } from './exchange.ts'
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

export interface AwsAnswer {
  readonly region: string
  readonly body: Readonly<Record<string, unknown>>
  /** Wall clock in milliseconds at which the request was sent: the age of what it brought counts from here. */
  readonly sentAt: number
  readonly fromLoopback: boolean
}

/**
 * Asks AWS about the places that `names` name, in their service.
 * @throws SallyportError that says why they could not be read
 */
export type AwsCall = (service: Service, names: readonly string[], operation: string, input: object) => Promise<AwsAnswer>

export interface AwsClient {
  call: AwsCall
  /** Forgets credentials: others were configured. */
  forget(): void
}

const attemptMs = 2_000
const totalMs = 5_000
/** Milliseconds of difference from which the clock is corrected; AWS takes 300,000 and more. */
const worthCorrectingMs = 240_000

export function awsClient({ now, random, env }: Surroundings, settings: () => Settings): AwsClient {
  const exchange = exchanger(now)
  const credentials = credentialsSource(env, now, exchange)
  const sign = signer()
  let skewMs = 0

  async function call(service: Service, names: readonly string[], operation: string, input: object): Promise<AwsAnswer> {
    const { endpoint, credentials: provider, ...configured } = settings()
    const region = regionFrom(configured.region, env)
    const url = endpointOf(service, region, endpoint, env)
    const body = JSON.stringify(input)
    let attempt = 1
    let leftMs = totalMs

    for (;;) {
      const startedAt = now()
      const limitMs = Math.min(attemptMs, leftMs)
      const used = await credentials.current(provider, leftMs)
      const headers = {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'user-agent': userAgent(env),
        'x-amz-target': `${service === 'ssm' ? 'AmazonSSM' : service}.${operation}`,
      }
      const outcome = await exchange({
        url,
        method: 'POST',
        body,
        limitMs,
        headers: (sentAt) =>
          sign({ method: 'POST', path: url.pathname, headers, body }, used, { region, service, date: new Date(sentAt + skewMs) }),
      })
      if (outcome.isVoid) continue

      const { status, sentAt, error, text, headers: told } = outcome
      const answer = parsedJson(text)
      if (status === 200 && answer) return { region, body: answer, sentAt, fromLoopback: isLoopback(url.hostname) }

      // In any of the forms of AWS JSON 1.1: `__type` or a header, with a namespace before it or more behind it, or without.
      const name = `${error?.code ?? answer?.['__type'] ?? told['x-amzn-errortype'] ?? ''}`.replace(/^.*#|:.*/g, '')
      const message = `${error?.message ?? answer?.['message'] ?? answer?.['Message'] ?? ''}`
      const { code, pauseMs = Number.NaN } = ruleFor(status, name)
      // Full jitter under a limit that doubles; not a number where another try gives the same, and then nothing is left.
      const waitMs = Number(told['x-amz-retry-after']) || random() * pauseMs * 2 ** attempt
      // Time in the freezer does not count.
      leftMs -= waitMs + Math.min(limitMs, Math.abs(now() - startedAt))
      if (!(leftMs > 0) || attempt++ >= (Number(env['AWS_MAX_ATTEMPTS']) || 3)) {
        const requestId = told['x-amzn-requestid']?.toString()
        throw refusal(
          { service, secret: names.join(), region, code, name: name || `HTTP ${status}`, message, requestId, cause: error },
          env,
        )
      }
      if (code === 'CREDENTIALS_REFUSED') {
        credentials.forget()
        const differsMs = Date.parse(`${told.date}`) - now()
        // An answer that lay about in a frozen process says nothing about the clock.
        if (Math.abs(differsMs - skewMs) > worthCorrectingMs && isWithin(attemptMs + frozenAfterMs, sentAt, now())) skewMs = differsMs
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs).unref())
    }
  }

  return { call, forget: credentials.forget }
}
