import * as v from 'valibot'
import { typedLine } from '../place/typed-command.ts'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { pagesOf } from './pages.ts'

/** Names, types and dates of what is stored; never a value. */
export const list = task({
  name: 'list',
  summary: 'secrets and parameters, by name',
  input: {
    /** Only names that begin with this. */
    prefix: v.optional(v.string(), ''),
  },
  output: v.object({
    /** How many there are, whatever their names begin with. */
    stored: v.number(),
    secrets: v.array(
      v.object({
        name: v.string(),
        service: v.picklist(secretServices),
        type: v.string(),
        arn: v.optional(v.string()),
        changedAt: v.optional(v.string()),
        /** The AWS service that owns it, and alone changes it. */
        owningService: v.optional(v.string()),
        /** When its deletion was asked for; until its recovery window ends it can be restored. */
        deletionAskedAt: v.optional(v.string()),
      }),
    ),
    /** What to type next, where nothing was found. */
    next: v.optional(v.string()),
  }),
  async run({ prefix }, { account }) {
    // both are asked for at once; who may read neither is told of the secrets first, whichever answer was faster
    const [secrets, parameters] = await Promise.allSettled([listSecrets(), listParameters()])
    if (secrets.status === 'rejected') throw secrets.reason
    if (parameters.status === 'rejected') throw parameters.reason
    const all = [...secrets.value, ...parameters.value]
    const found = all.filter((each) => each.name.startsWith(prefix))
    const next = all.length === 0 ? ['put', 'NAME'] : ['list']
    return {
      stored: all.length,
      ...(found.length === 0 && { next: typedLine(next, account) }),
      secrets: found.sort((a, b) => (a.name < b.name ? -1 : 1)),
    }

    async function listSecrets() {
      const client = await account.secretsManager()
      const pages = pagesOf((NextToken) => client.listSecrets({ MaxResults: 100, IncludePlannedDeletion: true, ...NextToken }))
      const entries = []
      for await (const { SecretList = [] } of pages) entries.push(...SecretList)
      return entries.map(({ Name = '', ARN: arn, LastChangedDate, CreatedDate, OwningService, DeletedDate }) => ({
        name: Name,
        service: 'secretsmanager' as const,
        type: 'secret',
        ...(arn === undefined ? {} : { arn }),
        ...dated(LastChangedDate ?? CreatedDate),
        ...(OwningService === undefined ? {} : { owningService: OwningService }),
        ...(DeletedDate === undefined ? {} : { deletionAskedAt: DeletedDate.toISOString() }),
      }))
    }

    async function listParameters() {
      const client = await account.parameterStore()
      const pages = pagesOf((NextToken) =>
        client.describeParameters({ MaxResults: 50, ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }], ...NextToken }),
      )
      const entries = []
      for await (const { Parameters = [] } of pages) entries.push(...Parameters)
      return entries.map(({ Name = '', Type = 'SecureString', ARN: arn, LastModifiedDate }) => ({
        name: Name,
        service: 'ssm' as const,
        type: Type as string, // the SDK's enumeration, open to types of tomorrow
        ...(arn === undefined ? {} : { arn }),
        ...dated(LastModifiedDate),
      }))
    }
  },
})

function dated(date: Date | undefined): { changedAt?: string } {
  return date === undefined ? {} : { changedAt: date.toISOString() }
}
