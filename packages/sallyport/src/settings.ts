import type { CredentialsProvider } from './aws-client/credentials/credentials.ts'

/** What `configure` takes: settings of the whole process. */
export interface Settings {
  /** Takes the place of `{stage}`; 1 to 32 letters, digits, `_` or `-`. Default: `SALLYPORT_STAGE`, and on a laptop `dev`. */
  readonly stage?: string | undefined
  /** Default: `AWS_REGION`, then `AWS_DEFAULT_REGION`. */
  readonly region?: string | undefined
  /** URL of the AWS endpoint for both services. Default: `AWS_ENDPOINT_URL_SECRETS_MANAGER` and `AWS_ENDPOINT_URL_SSM`, then `AWS_ENDPOINT_URL`, then AWS's own. */
  readonly endpoint?: string | undefined
  /** Credentials, or a provider such as the AWS SDK's. Default: the environment's, then the container endpoint's. */
  readonly credentials?: CredentialsProvider | undefined
}
