import type { Transport } from '../aws-client/client.ts'
import { refusal } from '../aws-client/refusal.ts'
import { type Rule, ruleFor } from '../aws-client/rules.ts'
import { isLoopback } from '../loopback.ts'
import { SallyportError } from '../sallyport-error.ts'
import { inTime } from './in-time.ts'

/** A client of the AWS SDK v3, of either service, as far as it is used here. */
export interface SdkClient {
  // The SDK's own types differ from command to command; what goes in and comes out is checked by AWS and by this package's readers.
  send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>
  readonly config: { readonly endpoint?: unknown; readonly region?: unknown }
}

/** The classes of the SDK's commands by their names. */
export type SdkCommands = Readonly<Record<`${string}Command`, new (input: never) => unknown>>

export interface SdkTransportOptions {
  /** Milliseconds for one answer, the client's own retries included: by itself it waits without end. Default: 5000. */
  readonly timeoutMs?: number | undefined
}

/**
 * Has a client of the AWS SDK v3 ask AWS, for those who must use it (X-Ray, a company's middleware, credentials of another kind), behind
 * the same cache. Its retries are the client's own, within `timeoutMs`. The commands are those it may need: for Secrets Manager
 * `GetSecretValueCommand` (and `BatchGetSecretValueCommand` for `batch`), for Parameter Store `GetParametersCommand` and `GetParameterCommand`.
 * @example
 * configure({ transport: { secretsmanager: sdkTransport(new SecretsManagerClient(), { GetSecretValueCommand }) } })
 */
export function sdkTransport(client: SdkClient, commands: SdkCommands, { timeoutMs = 5_000 }: SdkTransportOptions = {}): Transport {
  return async (places, target, input, env, now) => {
    const name = `${target.split('.')[1]}Command` as const
    const Command = commands[name]
    if (!Command) {
      throw new SallyportError('BAD_DECLARATION', { message: `sdkTransport has no ${name}: hand it over beside the client` })
    }
    try {
      const ask = async (abortSignal: AbortSignal) => client.send(new Command(input as never) as never, { abortSignal }) // see above
      const { answer, sentAt } = await inTime(ask, timeoutMs, now)
      return { body: asSent(answer), sentAt, fromLoopback: await asksLoopback(client), env }
    } catch (thrown) {
      const { httpStatusCode = 0, requestId } = Object(Object(thrown).$metadata)
      const cause = bareError(thrown)
      const own = ownRules.find(([about]) => about.test(`${cause.name}: ${cause.message}`))
      const region = await configured(client.config.region).catch(() => undefined) // what was thrown says it already
      const asked = places.map((place) => ({ ...place, ...(text(region) && { region: text(region) }) }))
      throw refusal(asked, own ?? ruleFor(httpStatusCode, cause), cause, env, requestId)
    }
  }
}

/** Of what the SDK says before it asks AWS. */
const ownRules: readonly Rule[] = [
  [/^CredentialsProvider/, 'CREDENTIALS_MISSING'],
  [/Region is missing/, 'REGION_MISSING'],
]

/** The output as AWS sends it: bytes in base64. */
function asSent(output: unknown): Readonly<Record<string, unknown>> {
  if (Object(output) !== output) throw new TypeError('the answer is no object')
  // By its key, since a Buffer has become a list of numbers by then.
  return JSON.parse(
    JSON.stringify(output, function (this: Readonly<Record<string, unknown>>, key, value) {
      const bare = this[key]
      return bare instanceof Uint8Array ? Buffer.from(bare).toString('base64') : value
    }),
  )
}

/**
 * What was thrown, by its name and its words alone: the SDK hangs the answer on its errors, and Node quotes an answer that is no JSON,
 * a value in it, in the error's message.
 */
function bareError(thrown: unknown): NodeJS.ErrnoException {
  const { name, message, code } = Object(thrown)
  const words = name === 'SyntaxError' ? 'the answer is not JSON' : text(message)
  return Object.assign(new Error(words), { name: text(name) || 'Error', ...(text(code) && { code }) })
}

const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 1_000) : '')

/** A setting of the SDK's is a value, or a function that gives it. */
const configured = async (setting: unknown): Promise<unknown> => (typeof setting === 'function' ? setting() : setting)

/** Whether what it brings is a loopback server's; an endpoint of AWS's own rules is none of that. */
async function asksLoopback({ config: { endpoint } }: SdkClient): Promise<boolean> {
  const { hostname } = Object(await configured(endpoint))
  return typeof hostname === 'string' && isLoopback(hostname)
}
