import { SallyportError } from '../../sallyport-error.ts'
import { within } from '../../waiting.ts'
import type { Exchange } from '../exchange.ts'
import { containerCredentials } from './container.ts'
import type { Credentials, CredentialsProvider } from './credentials.ts'
import type { Environment } from './environment.ts'

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
      const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env
      if (typeof provider === 'object') return provider
      if (!provider && accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken }
      if (held && !(held.expiration && now() > held.expiration.getTime() - renewBeforeMs)) return held
      let cause: unknown
      try {
        asked ??= provider ? provider() : containerCredentials(env, exchange)
        held = await within<Credentials | undefined>(asked, budgetMs)
      } catch (error) {
        cause = error
      }
      asked = undefined
      if (held && !cause) return held
      throw new SallyportError('CREDENTIALS_MISSING', {
        message: 'there are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or call configure({ credentials })',
        cause,
      })
    },
    forget() {
      held = undefined
    },
  }
}
