import { TaskError } from '../task-error.ts'
import type { Account, AccountDescription } from './account.ts'
import { taskErrorOf } from './aws-error.ts'
import { type ClientOptions, clientsWith } from './clients.ts'
import { healthOf } from './local-control.ts'
import { lookForLocalState, type StatePlace } from './local-state.ts'
import type { AccountOptions } from './open-account.ts'
import { otherEndpoint } from './other-endpoint.ts'
import { regionNamed } from './region.ts'
import { userAgent } from './user-agent.ts'

/** The account that AWS SDK v3's standard credential chain opens. */
export function awsAccount({ cwd, env, profile, region }: AccountOptions): Account {
  // AWS's command line and boto3 know AWS_DEFAULT_REGION, the SDK for JavaScript does not
  const named = region ?? regionNamed(env['AWS_REGION'] || env['AWS_DEFAULT_REGION'])
  const options: ClientOptions = {
    maxAttempts: 3,
    customUserAgent: userAgent,
    requestHandler: { connectionTimeout: 5000 },
    ...(named === undefined ? {} : { region: named }),
    ...(profile === undefined ? {} : { profile }),
  }
  const clients = clientsWith(options)
  let description: Promise<AccountDescription> | undefined
  const account: Account = {
    target: 'aws',
    ...clients,
    describe: () => {
      description ??= described(account, { cwd, env }).catch(async (error) => Promise.reject((await taskErrorOf(error, account)) ?? error))
      return description
    },
  }
  return account
}

async function described(account: Account, place: StatePlace): Promise<AccountDescription> {
  const sts = await account.sts()
  const region = await sts.config.region().catch(async (cause: unknown) => {
    const message = (await runsOnLoopback(place))
      ? 'AWS on loopback runs here: add `target: local`; for AWS itself the region is not set: give `region`, or set AWS_REGION'
      : 'the region is not set: give `region`, set AWS_REGION, or add `target: local` for AWS on loopback'
    throw new TaskError('WRONG_USE', { message, cause })
  })
  const endpoint = otherEndpoint(sts)
  // needs no permission, and none can be taken away (Security Token Service API Reference, "GetCallerIdentity")
  const { Account: accountId, Arn: arn } = await sts.getCallerIdentity({})
  if (accountId === undefined || arn === undefined) {
    throw new TaskError('AWS_REFUSED', { message: 'AWS does not say which account this is: try again' })
  }
  return { target: 'aws', accountId, partition: arn.split(':')[1] ?? 'aws', region, endpoint: endpoint() }
}

/** Whether a server of this folder answers; only to be told, so that a state file which is not to be trusted counts as none. */
async function runsOnLoopback(place: StatePlace): Promise<boolean> {
  const found = await lookForLocalState(place).catch((error: unknown) => {
    if (!(error instanceof TaskError)) throw error
  })
  return found !== undefined && (await healthOf(found.state)) === 'answers'
}
