import { isLoopback } from '../loopback.ts'
import { parsedJson } from '../parsed-json.ts'
import type { FoundPlace } from '../place/found-place.ts'
import type { SallyportError } from '../sallyport-error.ts'
import { Secret } from '../secret-value/secret.ts'
import type { Stored, StoredReading } from '../secret-value/stored-reading.ts'
import type { HeldSettings } from '../settings.ts'
import type { Environment } from './credentials/environment.ts'
import { environmentCredentials } from './credentials/environment-credentials.ts'
import { endpointOf, regionFrom } from './endpoint.ts'
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
  /** A value that it brought. */
  reading(value: Stored, version: unknown): StoredReading
  /** The error for a place that the answer says nothing of. */
  notFound(place: FoundPlace): SallyportError
}

/**
 * Asks AWS about places of one service and region.
 * @throws SallyportError that says why they could not be read
 */
export type AwsCall = (places: readonly FoundPlace[], target: string, input: object) => Promise<AwsAnswer>

export function awsClient({ now, random, env }: Surroundings, settings: () => HeldSettings): AwsCall {
  const attemptMs = 2_000
  const totalMs = 5_000

  const exchange = exchanger(now)
  let skewMs = 0

  return async (places, target, input) => {
    const { endpoint, credentials = () => environmentCredentials(env), region: configured } = settings()
    const [{ service, region: own }] = places as [FoundPlace] // no one asks about none
    const region = own ?? regionFrom(configured, env)
    const url = endpointOf(service, region, endpoint, env)
    const asked = { service, region, env }
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
          'x-amz-target': target,
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

      const { status, sentAt, text = '', headers: told = {} } = outcome
      const answer = parsedJson(text)
      if (status === 200 && answer) {
        return {
          body: answer,
          reading: (value, version) => ({
            stored: new Secret(value),
            version: `${version}`,
            sentAt,
            fromLoopback: isLoopback(url.hostname),
          }),
          notFound: ({ name }) => refusal(asked, name, 'SECRET_NOT_FOUND', { name: 'ParameterNotFound', message: '' }),
        }
      }

      const { __type = '', message = '', Message = message } = answer ?? {}
      // The name with a namespace before it or more behind it, or without; what has none has not AWS's form: a proxy's page.
      const name = `${__type}`.replace(/^.*#|:.*/g, '') || `HTTP ${status}`
      // AWS quotes what it was asked for.
      const said = places.reduce((text, place) => text.replaceAll(place.id, place.name), `${Message}`)
      const error: NodeJS.ErrnoException = outcome.error ?? Object.assign(new Error(said), { name })
      const [, code, pauseMs = Number.NaN] = rules.find(([about]) =>
        about.test(`${status} ${error.code ?? name}`),
      ) as (typeof rules)[number] // the last fits all
      // Full jitter under a limit that doubles; not a number where another try gives the same, and then nothing is left.
      const waitMs = Number(told['x-amz-retry-after']) || random() * pauseMs * 2 ** attempt
      // Time in the freezer does not count.
      leftMs -= waitMs + Math.min(limitMs, now() - startedAt)
      if (!(leftMs > 0) || attempt++ >= (Number(env['AWS_MAX_ATTEMPTS']) || 3)) {
        throw refusal(asked, places.map((place) => place.name).join(), code, error, told['x-amzn-requestid'] as string | undefined) // Node gives this header as one text
      }
      isRefused = code === 'CREDENTIALS_REFUSED'
      if (isRefused) skewMs = Date.parse(`${told.date}`) - sentAt || 0
      await new Promise((resolve) => setTimeout(resolve, waitMs).unref())
    }
  }
}
