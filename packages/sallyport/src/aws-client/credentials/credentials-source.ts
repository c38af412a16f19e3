import { SallyportError } from '../../sallyport-error.ts'
import { within } from '../../waiting.ts'
import type { Exchange } from '../exchange.ts'
import { containerCredentials } from './container.ts'
import type { Credentials, CredentialsProvider } from './credentials.ts'
import { type Environment, environmentCredentials } from './environment.ts'

export interface CredentialsSource {
  current(provider: CredentialsProvider | undefined, budgetMs: number): Promise<Credentials>
  /** Forgets what is held: AWS says that it has expired. */
  forget(): void
}

/** Milliseconds before their expiry at which credentials are asked for anew, as the AWS SDKs do. */
const renewBeforeMs = 300_000

/**
 * Where the credentials come from: those that were configured, else the environment's (read anew for each request, since they may
 * change), else the container endpoint that the environment names.
 */
export function credentialsSource(env: Environment, now: () => number, exchange: Exchange): CredentialsSource {
  let held: Credentials | undefined
  let asked: Promise<Credentials | undefined> | undefined

  return {
    async current(provider, budgetMs) {
      if (typeof provider === 'object') return provider
      const found = provider === undefined ? environmentCredentials(env) : undefined
      if (found !== undefined) return found
      if (held !== undefined && !(held.expiration && now() > held.expiration.getTime() - renewBeforeMs)) return held
      let cause: unknown
      try {
        asked ??= provider === undefined ? containerCredentials(env, exchange) : provider()
        held = await within<Credentials | undefined>(asked, budgetMs)
        if (held !== undefined) return held
      } catch (error) {
        cause = error
      } finally {
        asked = undefined
      }
      throw new SallyportError('CREDENTIALS_MISSING', {
        message: 'no AWS credentials are found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or call configure({ credentials })',
        cause,
      })
    },
    forget() {
      held = undefined
    },
  }
}
