export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  readonly expiration?: Date | undefined
}

/** Credentials, or a function that gives them, as the AWS SDK's providers do: `fromNodeProviderChain()` fits. */
export type CredentialsProvider = Credentials | (() => Promise<Credentials>)
