import type { AwsCall, Transport } from './aws-client/client.ts'
import type { CredentialsProvider, CredentialsSource } from './aws-client/credentials/credentials.ts'
import type { Environment } from './aws-client/credentials/environment.ts'
import type { Service } from './aws-client/endpoint.ts'

/** What `configure` takes: settings of the whole process. */
export interface Settings {
  /** Takes the place of `{stage}`; 1 to 32 letters, digits, `_` or `-`. Default: `SALLYPORT_STAGE`, and on a laptop `dev`. */
  readonly stage?: string | undefined
  /** Default: `AWS_REGION`, then `AWS_DEFAULT_REGION`. */
  readonly region?: string | undefined
  /** URL of the AWS endpoint for both services. Default: `AWS_ENDPOINT_URL_SECRETS_MANAGER` and `AWS_ENDPOINT_URL_SSM`, then `AWS_ENDPOINT_URL`, then AWS's own. */
  readonly endpoint?: string | undefined
  /** Credentials, or a provider such as the AWS SDK's or `containerCredentials()`. Default: the environment's. */
  readonly credentials?: CredentialsProvider | undefined
  /** What asks AWS in place of this package's own client, by service: `sdkTransport(…)`, `extensionTransport()`. */
  readonly transport?: { readonly [S in Service]?: Transport | undefined } | undefined
}

/** Settings as the runtime holds them; what makes them of `Settings` is in a bundle that configures, and in no other. */
export interface HeldSettings {
  /** The process's own, with the configured stage, region and endpoint in it. */
  readonly env: Environment
  /** Default: the environment's. */
  readonly credentials?: CredentialsSource | undefined
  /** Asks AWS by a configured transport; `undefined` where there is none for the service. */
  readonly call?: (...asked: Parameters<AwsCall>) => ReturnType<AwsCall> | undefined
  /** The process's own environment alone, and what was configured so far. */
  readonly given?: Environment
  readonly configured?: Settings
}
