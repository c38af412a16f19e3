import { isWithin } from '../cache/life.ts'
import { isLoopback } from '../loopback.ts'
import { parsedJson } from '../parsed-json.ts'
import type { SallyportErrorCode } from '../sallyport-error.ts'
import type { Settings } from '../settings.ts'
import { credentialsSource } from './credentials/credentials-source.ts'
import type { Environment } from './credentials/environment.ts'
import { endpointOf, regionFrom, type Service } from './endpoint.ts'
import { exchanger, frozenAfterMs, type Outcome } from './exchange.ts'
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

export interface AwsFailure {
  readonly region: string
  readonly failed: SallyportErrorCode
  /** The error's name and message, as AWS or the network gave them. */
  readonly name: string
  readonly message: string
  readonly requestId: string | undefined
  readonly cause: unknown
}

export type AwsCall = (service: Service, operation: string, input: object) => Promise<AwsAnswer | AwsFailure>

export interface AwsClient {
  call: AwsCall
  /** Forgets credentials: others were configured. */
  forget(): void
}

const attemptMs = 2_000
const totalMs = 5_000
/** Tries that count as no attempt, at most: after a thaw, a dead kept socket, credentials that expired, a corrected clock. */
const mostRepeats = 3
/** Milliseconds after which a refused signature is worth repeating: it has aged on its way. */
const oldSignatureMs = 60_000
/** Milliseconds of difference from which the clock is corrected; AWS takes 300,000 and more. */
const worthCorrectingMs = 240_000

export function awsClient({ now, random, env }: Surroundings, settings: () => Settings): AwsClient {
  const exchange = exchanger(now)
  const credentials = credentialsSource(env, now, exchange)
  const sign = signer()
  let skewMs = 0

  async function call(service: Service, operation: string, input: object): Promise<AwsAnswer | AwsFailure> {
    const { endpoint, credentials: provider, ...configured } = settings()
    const region = regionFrom(configured.region, env)
    const url = endpointOf(service, region, endpoint, env)
    const body = JSON.stringify(input)
    let until = now() + totalMs

    for (let attempt = 1, repeats = 0; ; ) {
      const leftMs = Math.max(1, until - now())
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
        limitMs: Math.min(attemptMs, leftMs),
        headers: (sentAt) =>
          sign({ method: 'POST', path: url.pathname, headers, body }, used, { region, service, date: new Date(sentAt + skewMs) }),
      })
      const { status, sentAt, error, isVoid } = outcome
      const answer = parsedJson(outcome.text)
      if (status === 200 && answer) return { region, body: answer, sentAt, fromLoopback: isLoopback(url.hostname) }

      // In any of the forms of AWS JSON 1.1: `__type` or a header, with a namespace before it or more behind it, or without.
      const type = answer?.['__type'] ?? outcome.headers['x-amzn-errortype']
      const name = error ? `${error.code}` : `${type ?? ''}`.replace(/^.*#|:.*/g, '')
      const message = `${error?.message ?? answer?.['message'] ?? answer?.['Message'] ?? ''}`
      const [, failed, pauseMs] = ruleFor(status, name)

      if (repeats < mostRepeats && (isVoid || isAged(failed, name, message, now() - sentAt))) {
        repeats++
        if (isVoid) until = now() + totalMs
        else if (/Token|Unrecognized/.test(name)) credentials.forget()
        else skewMs = correction(outcome)
        continue
      }
      if (pauseMs && attempt < (Number(env['AWS_MAX_ATTEMPTS']) || 3)) {
        // Full jitter under a limit that doubles.
        const waitMs = Number(outcome.headers['x-amz-retry-after']) || random() * pauseMs * 2 ** (attempt - 1)
        const pausedAt = now()
        if (pausedAt + waitMs < until) {
          await new Promise((resolve) => setTimeout(resolve, waitMs).unref())
          if (!isWithin(waitMs + frozenAfterMs, pausedAt, now())) until = now() + totalMs
          attempt++
          continue
        }
      }
      const requestId = outcome.headers['x-amzn-requestid']?.toString()
      return { region, failed, name: name || `HTTP ${status}`, message, requestId, cause: error }
    }
  }

  /** The clock's correction after a signature was refused for its age, unless the answer lay about in a frozen process. */
  function correction({ headers, sentAt }: Outcome): number {
    const differsMs = Date.parse(String(headers.date)) - now()
    return isWithin(attemptMs + frozenAfterMs, sentAt, now()) && Math.abs(differsMs - skewMs) >= worthCorrectingMs ? differsMs : skewMs
  }

  return { call, forget: credentials.forget }
}

/** Whether credentials or a signature were refused that may only have become too old. */
const isAged = (failed: SallyportErrorCode, name: string, message: string, ageMs: number) =>
  failed === 'CREDENTIALS_REFUSED' && (!/Signature/.test(name) || /expired|yet/.test(message) || Math.abs(ageMs) > oldSignatureMs)
