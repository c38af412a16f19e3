import { TaskError } from '../task-error.ts'
import type { Account, AccountDescription } from './account.ts'
import { type ClientOptions, clientsWith } from './clients.ts'
import type { AccountOptions } from './open-account.ts'
import { userAgent } from './user-agent.ts'

/** The account that AWS SDK v3's standard credential chain opens. */
export function awsAccount({ env, profile, region }: AccountOptions): Account {
  // AWS's command line and boto3 know AWS_DEFAULT_REGION, the SDK for JavaScript does not
  const named = region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined)
  const options: ClientOptions = {
    maxAttempts: 3,
    customUserAgent: userAgent,
    requestHandler: { connectionTimeout: 5000 },
    ...(named === undefined ? {} : { region: named }),
    ...(profile === undefined ? {} : { profile }),
  }
  const clients = clientsWith(options)
  let description: Promise<AccountDescription> | undefined
  return {
    target: 'aws',
    ...clients,
    describe: () => {
      description ??= describe(clients)
      return description
    },
  }
}

async function describe(clients: Pick<Account, 'sts' | 'secretsManager'>): Promise<AccountDescription> {
  const sts = await clients.sts()
  const region = await sts.config.region().catch((cause: unknown) => {
    throw new TaskError('WRONG_USE', { message: 'the region is not set: give --region, or set AWS_REGION', cause })
  })
  // needs no permission (Security Token Service API Reference, "GetCallerIdentity")
  const { Account: accountId, Arn: arn } = await sts.getCallerIdentity({})
  if (accountId === undefined || arn === undefined) throw new TaskError('AWS_REFUSED', { message: 'AWS does not say which account this is: try again' })
  return { target: 'aws', accountId, partition: arn.split(':')[1] ?? 'aws', region, endpoint: await configuredEndpoint(clients) }
}

/** A profile may hold `endpoint_url`: then the line that says whom we talk to shows it. */
async function configuredEndpoint({ secretsManager }: Pick<Account, 'secretsManager'>): Promise<string | undefined> {
  const endpoint = await (await secretsManager()).config.endpoint?.()
  if (endpoint === undefined) return undefined
  return `${endpoint.protocol}//${endpoint.hostname}${endpoint.port === undefined ? '' : `:${endpoint.port}`}`
}
