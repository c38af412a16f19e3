import type { CloudTrail } from '@aws-sdk/client-cloudtrail'
import type { IAM } from '@aws-sdk/client-iam'
import type { Lambda } from '@aws-sdk/client-lambda'
import type { SecretsManager } from '@aws-sdk/client-secrets-manager'
import type { SSM } from '@aws-sdk/client-ssm'
import type { STS } from '@aws-sdk/client-sts'

/** Whom a task talks to, for the line that says so. */
export interface AccountDescription {
  readonly target: 'aws' | 'local'
  readonly accountId: string
  readonly partition: string
  readonly region: string
  /** Where requests go, when it is not AWS's own endpoint. */
  readonly endpoint: string | undefined
}

/** An AWS account in one region, real or on loopback. Each client is loaded and made when it is first asked for. */
export interface Account {
  readonly target: 'aws' | 'local'
  describe(): Promise<AccountDescription>
  secretsManager(): Promise<SecretsManager>
  parameterStore(): Promise<SSM>
  iam(): Promise<IAM>
  sts(): Promise<STS>
  lambda(): Promise<Lambda>
  cloudTrail(): Promise<CloudTrail>
  /** Ends the connections that were kept. */
  close(): void
}
