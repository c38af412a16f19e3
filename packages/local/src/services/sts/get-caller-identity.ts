import { operation } from '../../operation.ts'

export const getCallerIdentity = operation({
  name: 'GetCallerIdentity',
  input: {},
  permissions: () => [], // always allowed. Source: STS API Reference, "GetCallerIdentity"
  run: (_input, { caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }),
})
