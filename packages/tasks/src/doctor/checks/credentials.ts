import { type Check, ok, warning } from '../check.ts'

export const credentials: Check = {
  name: 'credentials',
  after: ['region'],
  async run({ account, now }, signal) {
    const sts = await account.sts()
    const { Arn = 'an unknown identity' } = await sts.getCallerIdentity({}, { abortSignal: signal })
    const { expiration } = await sts.config.credentials()
    const { accountId, endpoint } = await account.describe()
    const minutesLeft = expiration === undefined ? undefined : Math.floor((expiration.getTime() - now().getTime()) / 60_000)
    const until = minutesLeft === undefined ? '' : `, for ${minutesLeft} minutes more`
    return [
      ok(`${Arn}, account ${accountId}${until}`),
      ...(account.target === 'aws' && endpoint !== undefined
        ? [
            warning(
              `the profile sends requests to ${endpoint}, which is not AWS's`,
              'look for endpoint_url in ~/.aws/config, or give another `profile`',
            ),
          ]
        : []),
    ]
  },
}
