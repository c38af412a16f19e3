import { isLoopback } from '../loopback.ts'
import { parsedJson } from '../parsed-json.ts'
import type { SallyportError } from '../sallyport-error.ts'
import type { HeldSettings } from '../settings.ts'
import type { Environment } from './credentials/environment.ts'
import { environmentCredentials } from './credentials/environment-credentials.ts'
import { endpointOf, regionFrom, type Service } from './endpoint.ts'
import { exchanger } from './exchange.ts'
import { refusal } from './refusal.ts'
import { rules } from './rules.ts'
import { signedHeaders } from './sigv4.ts'
import { userAgent } from './user-agent.ts'

/** What the world gives to the client: handed in, so that a test needs no patched module. */
export interface Surroundings {
  readonly now: () => number
  readonly random: () => number
  readonly env: Environment
}

export interface AwsAnswer {
  readonly body: Readonly<Record<string, unknown>>
  /** Wall clock in milliseconds at which the request was sent: the age of what it brought counts from here. */
  readonly sentAt: number
  readonly fromLoopback: boolean
  /** The error for a name that the answer says nothing of. */
  notFound(name: string): SallyportError
}

/**
 * Asks AWS about the places that `names` name, in their service.
 * @throws SallyportError that says why they could not be read
 */
export type AwsCall = (service: Service, names: readonly string[], operation: string, input: object) => Promise<AwsAnswer>

export function awsClient({ now, random, env }: Surroundings, settings: () => HeldSettings): AwsCall {
  const attemptMs = 2_000
  const totalMs = 5_000

  const exchange = exchanger(now)
  let skewMs = 0

  return async (service, names, operation, input) => {
    const { endpoint, credentials = () => environmentCredentials(env), region: configured } = settings()
    const region = regionFrom(configured, env)
    const url = endpointOf(service, region, endpoint, env)
    const asked = { service, operation, region, env }
    let attempt = 1
    let leftMs = totalMs
    let isRefused = false

    for (;;) {
      const startedAt = now()
      const limitMs = Math.min(attemptMs, leftMs)
      const used = await credentials(isRefused, leftMs)
      const request = {
        method: 'POST',
        path: url.pathname,
        headers: {
          host: url.host,
          'content-type': 'application/x-amz-json-1.1',
          'user-agent': userAgent(env),
          'x-amz-target': `${service === 'ssm' ? 'AmazonSSM' : service}.${operation}`,
        },
        body: JSON.stringify(input),
      }
      const outcome = await exchange({
        ...request,
        url,
        limitMs,
        headers: (sentAt) => signedHeaders(request, used, { region, service, date: new Date(sentAt + skewMs) }),
      })
      if (outcome.isVoid) continue

      const { status, sentAt, text, headers: told } = outcome
      const answer = parsedJson(text)
      if (status === 200 && answer) {
        const notFound = (secret: string) => refusal(asked, secret, 'SECRET_NOT_FOUND', new Error())
        return { body: answer, sentAt, fromLoopback: isLoopback(url.hostname), notFound }
      }

      // The name with a namespace before it or more behind it, or without; what has none has not AWS's form: a proxy's page.
      const name = `${answer?.['__type'] ?? ''}`.replace(/^.*#|:.*/g, '') || `HTTP ${status}`
      const error: NodeJS.ErrnoException =
        outcome.error ?? Object.assign(new Error(`${answer?.['message'] ?? answer?.['Message'] ?? ''}`), { name })
      const [, code, pauseMs = Number.NaN] = rules.find(([about]) =>
        about.test(`${status} ${error.code ?? name}`),
      ) as (typeof rules)[number] // the last fits all
      // Full jitter under a limit that doubles; not a number where another try gives the same, and then nothing is left.
      const waitMs = Number(told['x-amz-retry-after']) || random() * pauseMs * 2 ** attempt
      // Time in the freezer does not count.
      leftMs -= waitMs + Math.min(limitMs, Math.abs(now() - startedAt))
      if (!(leftMs > 0) || attempt++ >= (Number(env['AWS_MAX_ATTEMPTS']) || 3)) {
        throw refusal(asked, names.join(), code, error, told['x-amzn-requestid'] as string | undefined) // Node gives this header as one text
      }
      isRefused = code === 'CREDENTIALS_REFUSED'
      if (isRefused) skewMs = Date.parse(`${told.date}`) - sentAt || 0
      await new Promise((resolve) => setTimeout(resolve, waitMs).unref())
    }
  }
}
