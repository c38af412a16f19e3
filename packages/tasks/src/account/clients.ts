import type { SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager'
import type { Account } from './account.ts'

/** What every service's client takes alike. */
export type ClientOptions = Pick<
  SecretsManagerClientConfig,
  | 'endpoint'
  | 'region'
  | 'credentials'
  | 'profile'
  | 'useFipsEndpoint'
  | 'useDualstackEndpoint'
  | 'maxAttempts'
  | 'retryMode'
  | 'customUserAgent'
> & { readonly requestHandler: { readonly connectionTimeout: number } }

export type Clients = Pick<Account, 'secretsManager' | 'parameterStore' | 'iam' | 'sts' | 'lambda' | 'cloudTrail' | 'close'>

/** One client per service, imported and made at first use: an import costs 15 to 80 ms of a command's start. */
export function clientsWith(options: ClientOptions): Clients {
  const made: { destroy(): void }[] = []
  const once = <C extends { destroy(): void }>(make: () => Promise<C>) => {
    let client: Promise<C> | undefined
    return () => {
      client ??= make().then((ready) => {
        made.push(ready)
        return ready
      })
      return client
    }
  }
  // a server that takes a request and never answers would hold a command for ever
  const bounded = { ...options, requestHandler: { ...options.requestHandler, requestTimeout: 30_000, throwOnRequestTimeout: true } }
  return {
    secretsManager: once(async () => new (await import('@aws-sdk/client-secrets-manager')).SecretsManager(bounded)),
    parameterStore: once(async () => new (await import('@aws-sdk/client-ssm')).SSM(bounded)),
    iam: once(async () => new (await import('@aws-sdk/client-iam')).IAM(bounded)),
    sts: once(async () => new (await import('@aws-sdk/client-sts')).STS(bounded)),
    // an invocation takes as long as its function (Lambda API Reference, "Invoke": up to 15 minutes)
    lambda: once(async () => new (await import('@aws-sdk/client-lambda')).Lambda(options)),
    cloudTrail: once(async () => new (await import('@aws-sdk/client-cloudtrail')).CloudTrail(bounded)),
    close: () => {
      for (const client of made) client.destroy()
    },
  }
}
