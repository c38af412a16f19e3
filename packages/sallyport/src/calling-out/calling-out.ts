import { type Answer, answerOf } from './answer.ts'
import { callError, cleaned } from './call-error.ts'
import { callLimits } from './call-limits.ts'
import type { CallOptions } from './call-options.ts'
import { callerHeaders, checkedCredential, credentialHeader } from './caller-headers.ts'
import type { Connections } from './connections.ts'
import { destinationOf, mayTravel, originsOf } from './destination.ts'
import { methodOf } from './method.ts'
import { payloadOf } from './payload.ts'
import { complaintOf, type Received, send } from './send.ts'
import type { Target } from './target.ts'

/** A value as it was read: `version` tells one from the next, `fromLoopback` whether AWS on loopback gave it. */
export interface Reading<T> {
  readonly value: T
  readonly version: string
  readonly fromLoopback: boolean
}

/** Where a call's credential comes from. */
export interface Source<T> {
  /** The secret's name, its stage filled in, for errors. */
  readonly name: string
  read(): Promise<Reading<T>>
  /** Reads anew, once for all who ask, unless `version` is no longer the one in memory. */
  refreshAfter(version: string): Promise<Reading<T>>
}

/** The ability of a secret whose kind signs requests and whose hosts are declared. */
export interface Calling<H extends string> {
  /**
   * Calls a declared host over https, the credential added. A path goes to the first host. Redirects are not followed: a 3xx is the
   * answer. After a 401 the secret is read anew and, if it changed, the request sent once more.
   * @throws SallyportError `HOST_NOT_ALLOWED`, `CREDENTIAL_HEADER_SET`, `BAD_VALUE`, `CALL_TIMED_OUT`, `CALL_FAILED`, and what reading
   * the secret throws; the reason of `options.signal`
   * @example
   * const answer = await stripe.fetch('/v1/charges', { body: new URLSearchParams({ amount: '500', currency: 'eur' }) })
   * if (!answer.ok) throw new Error(`charge refused: ${answer.status}`)
   */
  fetch<const P extends string>(target: Target<P, H> | URL, options?: CallOptions): Promise<Answer>
}

export interface CallingOutOptions<T, H extends string> {
  /** Where the credential may travel: `api.example.com`, with `:port` if it is not 443. */
  readonly hosts: readonly H[]
  sign(value: T): Record<string, string>
  /** Every header that `sign` may set: a caller may not. */
  readonly credentialHeaders: readonly string[]
  /** Looked at by each call. */
  readonly connections: Connections
  readonly env?: NodeJS.ProcessEnv
}

const defaultTimeoutMs = 30_000

// Without these some servers refuse, or compress what nobody here unpacks
const ordinaryHeaders = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'sallyport' }

export function callingOut<T, const H extends string>(source: Source<T>, options: CallingOutOptions<T, H>): Calling<H> {
  const { env = process.env } = options
  const origins = originsOf(options.hosts)
  const reserved = options.credentialHeaders.map(credentialHeader)

  async function call(target: string | URL, given: CallOptions): Promise<Answer> {
    const secret = source.name
    const destination = destinationOf(target, origins, secret)
    const { url } = destination
    const payload = payloadOf(given, secret)
    const method = methodOf(given.method, payload.content !== undefined, secret)
    const headers = { ...ordinaryHeaders, ...payload.headers, ...callerHeaders(given.headers ?? {}, reserved, secret) }
    const { timeoutMs = defaultTimeoutMs, signal } = given
    const limits = callLimits(timeoutMs, signal, () =>
      callError('CALL_TIMED_OUT', secret, `to ${url.host} got no answer in ${timeoutMs} ms: call again, or allow it more with timeoutMs`),
    )
    let credential: string[] = []

    function broken(complaint: string, error?: Error): unknown {
      if (signal?.aborted) return signal.reason
      return callError('CALL_FAILED', secret, `to ${url.host} ${complaint}`, error && cleaned(error, credential))
    }
    async function sendWith(reading: Reading<T>): Promise<Received> {
      mayTravel(destination, reading.fromLoopback, secret, env)
      const signed = checkedCredential(options.sign(reading.value), secret)
      credential = Object.values(signed)
      const outgoing = { url, method, headers: { ...headers, ...signed }, payload }
      const outcome = await send(outgoing, options.connections, limits)
      if (outcome instanceof Error) throw broken(complaintOf(cleaned(outcome, credential), outgoing), outcome)
      return outcome
    }
    let received: Received | undefined
    try {
      const reading = await limits.during(source.read())
      received = await sendWith(reading)
      if (received.message.statusCode === 401) {
        const next = await limits.during(source.refreshAfter(reading.version))
        if (next.version !== reading.version && payload.isReplayable) {
          received.body.destroy()
          received = await sendWith(next)
        }
      }
      limits.answered()
      if (received.message.closed) limits.release()
      else received.message.once('close', limits.release)
      return answerOf(received, secret, broken)
    } catch (error) {
      limits.release()
      received?.body.destroy()
      throw error
    }
  }
  return { fetch: (target, given) => call(target, given ?? {}) }
}
