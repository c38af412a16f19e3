import type { CredentialsProvider, CredentialsSource } from './aws-client/credentials/credentials.ts'

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
}

/** Settings as the runtime holds them: what keeps the credentials of a provider is in a bundle that configures one, and in no other. */
export interface HeldSettings extends Omit<Settings, 'credentials'> {
  readonly credentials?: CredentialsSource | undefined
}
