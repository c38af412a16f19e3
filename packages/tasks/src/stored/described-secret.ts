import type { DescribeSecretResponse } from '@aws-sdk/client-secrets-manager'
import type { Account } from '../account/account.ts'
import { isNamed } from '../account/is-named.ts'

/** What Secrets Manager says of a secret without its value; `undefined` for one that does not exist. */
export async function describedSecret(id: string, account: Account): Promise<DescribeSecretResponse | undefined> {
  const client = await account.secretsManager()
  return client.describeSecret({ SecretId: id }).catch((error: unknown) => {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined
    throw error
  })
}
