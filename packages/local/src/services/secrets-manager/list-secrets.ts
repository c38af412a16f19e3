import { operation } from '../../operation.ts'
import { boolean, enumeration, integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { described, stagesByVersion } from './described.ts'
import { filterList } from './filter-input.ts'
import { pageOf } from './list-page.ts'
import { passes } from './secret-filters.ts'

/** Source: Secrets Manager API Reference, "ListSecrets", MaxResults. */
const mostResults = 100

export const listSecrets = operation({
  name: 'ListSecrets',
  input: {
    IncludePlannedDeletion: optional(boolean()),
    MaxResults: optional(integer({ min: 1, max: mostResults })),
    NextToken: optional(text({ min: 1, max: 4096 })),
    Filters: optional(filterList()),
    SortOrder: optional(enumeration('asc', 'desc')),
    SortBy: optional(enumeration('created-date', 'last-accessed-date', 'last-changed-date', 'name')),
  },
  permissions: () => [{ action: 'secretsmanager:ListSecrets', resource: '*', shownAs: null }],
  run(
    { IncludePlannedDeletion = false, MaxResults = mostResults, NextToken, Filters = [], SortOrder = 'desc', SortBy = 'created-date' },
    account,
  ) {
    const listed = [...account.secrets.all()].filter(
      (secret) => (IncludePlannedDeletion || secret.deletion === undefined) && passes(secret, Filters, account.region),
    )
    const { page, nextToken } = pageOf(listed, { limit: MaxResults, token: NextToken, order: SortOrder, by: SortBy })
    return {
      SecretList: page.map((secret) => ({ ...described(secret), SecretVersionsToStages: stagesByVersion(secret) })),
      NextToken: nextToken,
    }
  },
})
