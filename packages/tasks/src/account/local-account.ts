import { partitionOf } from '@sallyport/iam/partition'
import type { Account, AccountDescription } from './account.ts'
import { clientsWith } from './clients.ts'
import { assertAnswers } from './local-control.ts'
import { findLocalState } from './local-state.ts'
import type { AccountOptions } from './open-account.ts'
import { userAgent } from './user-agent.ts'

/** The account on loopback that the state file of `sallyport local start` names. No file or variable of AWS's own tools is obeyed. */
export async function localAccount({ cwd, env, dataDir, region }: AccountOptions): Promise<Account> {
  const found = await findLocalState({ cwd, env, dataDir })
  await assertAnswers(found)
  const { state } = found
  const { accountId, endpoint, accessKeyId, secretAccessKey, sessionToken } = state
  const description: AccountDescription = {
    target: 'local',
    accountId,
    partition: partitionOf(region ?? state.region),
    region: region ?? state.region,
    endpoint,
  }
  return {
    target: 'local',
    ...clientsWith({
      endpoint,
      region: description.region,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      // stated, since a shell or a profile that is set up for AWS may say otherwise
      useFipsEndpoint: false,
      useDualstackEndpoint: false,
      retryMode: 'standard',
      maxAttempts: 3,
      customUserAgent: userAgent,
      requestHandler: { connectionTimeout: 2000 },
    }),
    describe: async () => description,
  }
}
