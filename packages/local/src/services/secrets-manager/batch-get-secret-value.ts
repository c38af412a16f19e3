import type { Account } from '../../account.ts'
import { AwsError, awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { readOneOfBatch } from './batch-read.ts'
import { filterList } from './filter-input.ts'
import { pageOf } from './list-page.ts'
import { type Filter, passes } from './secret-filters.ts'
import { secretId } from './secret-id.ts'

/** Secrets of one call. Source: Secrets Manager API Reference, "BatchGetSecretValue". */
const mostSecrets = 20

export const batchGetSecretValue = operation({
  name: 'BatchGetSecretValue',
  input: {
    SecretIdList: optional(list(secretId(), { min: 1, max: mostSecrets })),
    Filters: optional(filterList()),
    MaxResults: optional(integer({ min: 1, max: mostSecrets })),
    NextToken: optional(text({ min: 1, max: 4096 })),
  },
  // reads nothing by itself; GetSecretValue is asked for one by one, and one that is refused is among the errors
  permissions: ({ Filters }) => [
    { action: 'secretsmanager:BatchGetSecretValue', resource: '*', shownAs: null },
    ...(Filters === undefined ? [] : [{ action: 'secretsmanager:ListSecrets', resource: '*', shownAs: null }]),
  ],
  run({ SecretIdList, Filters, MaxResults, NextToken }, account) {
    if ((SecretIdList === undefined) === (Filters === undefined)) {
      throw awsError('InvalidParameterException', "Either 'SecretIdList' or 'Filters' must be provided, but not both.")
    }
    if (MaxResults !== undefined && Filters === undefined) {
      throw awsError(
        'InvalidParameterException',
        "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
      )
    }
    const { ids, nextToken } =
      Filters === undefined ? { ids: SecretIdList ?? [], nextToken: undefined } : filtered(Filters, MaxResults, NextToken, account)
    const read = ids.map((id) => ({ id, outcome: readOneOfBatch(id, account) }))
    return {
      SecretValues: read.flatMap(({ outcome }) => (outcome instanceof AwsError ? [] : [outcome])),
      Errors: read.flatMap(({ id, outcome }) =>
        outcome instanceof AwsError ? [{ SecretId: id, ErrorCode: outcome.code, Message: outcome.message }] : [],
      ),
      NextToken: nextToken,
    }
  },
})

function filtered(filters: readonly Filter[], limit = mostSecrets, token: string | undefined, { secrets, region }: Account) {
  const found = [...secrets.all()].filter((secret) => secret.deletion === undefined && passes(secret, filters, region))
  const { page, nextToken } = pageOf(found, { limit, token, order: 'desc', by: 'created-date' })
  return { ids: page.map(({ arn }) => arn), nextToken }
}
