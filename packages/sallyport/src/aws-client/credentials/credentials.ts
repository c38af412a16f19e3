export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  readonly expiration?: Date | undefined
}

/** Credentials, or a function that gives them, as the AWS SDK's providers do: `fromNodeProviderChain()` fits. */
export type CredentialsProvider = Credentials | (() => Promise<Credentials>)

/**
 * Where the client takes credentials from, within `budgetMs`; `isRefused` says that AWS has just refused the last ones.
 * @throws SallyportError `CREDENTIALS_MISSING`
 */
export type CredentialsSource = (isRefused: boolean, budgetMs: number) => Credentials | Promise<Credentials>
