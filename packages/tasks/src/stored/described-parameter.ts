import type { ParameterMetadata } from '@aws-sdk/client-ssm'
import type { Account } from '../account/account.ts'

/** What Parameter Store says of a parameter without its value; `undefined` for one that does not exist. */
export async function describedParameter(name: string, account: Account): Promise<ParameterMetadata | undefined> {
  const client = await account.parameterStore()
  // DescribeParameters knows no single name but by a filter, and a name of one level with its slash or without
  const { Parameters: [found] = [] } = await client.describeParameters({
    ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [name] }],
  })
  return found
}
