import { TaskError } from '../task-error.ts'
import type { Account } from './account.ts'
import { awsAccount } from './aws-account.ts'
import { localAccount } from './local-account.ts'
import { regionNamed } from './region.ts'

/** Which account to open, and what around the process says more about it. */
export interface AccountOptions {
  target: 'aws' | 'local'
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  /**
   * AWS only: a profile of the shared configuration files; default: the standard credential chain. Where profiles hold an `endpoint_url`,
   * set `AWS_PROFILE` to the same: the SDK looks for it there alone.
   */
  profile?: string | undefined
  /** Default: the environment's or the profile's; on loopback the server's. */
  region?: string | undefined
  /** Loopback only: the data folder of the server to talk to. */
  dataDir?: string | undefined
}

/**
 * Opens an account, without a request yet.
 * @throws TaskError `WRONG_USE` for an endpoint left over in the environment, `UNREACHABLE` when nothing runs on loopback
 * @example
 * const account = await openAccount({ target: 'local', env: process.env, cwd: process.cwd() })
 */
export async function openAccount(given: AccountOptions): Promise<Account> {
  const options = { ...given, region: regionNamed(given.region) }
  if (options.target === 'local') {
    if (options.profile !== undefined) {
      throw new TaskError('WRONG_USE', {
        message: '`profile` is not for `target: local`, which has keys of its own: leave one of the two out',
      })
    }
    return localAccount(options)
  }
  refuseLeftoverEndpoint(options.env)
  return awsAccount(options)
}

/** A person who means AWS must not reach a stand-in (or a stranger) because a shell still has its endpoint, nor the other way round. */
function refuseLeftoverEndpoint(env: AccountOptions['env']): void {
  const leftover = Object.keys(env).find((name) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && env[name])
  if (leftover === undefined) return
  throw new TaskError('WRONG_USE', {
    message: `${leftover} is set, so that requests would not go to AWS: "unset ${leftover}" for AWS, or say \`target: local\` for AWS on loopback`,
  })
}
