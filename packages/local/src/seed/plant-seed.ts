import { randomUUID } from 'node:crypto'
import { partitionOf } from '@sallyport/iam'
import type { Account, Accounts } from '../account.ts'
import { AwsError } from '../aws-error.ts'
import type { Users } from '../identity/users.ts'
import type { Operation } from '../operation.ts'
import { attachRolePolicy } from '../services/iam/attach-role-policy.ts'
import { createPolicy } from '../services/iam/create-policy.ts'
import { createRole } from '../services/iam/create-role.ts'
import { putRolePolicy } from '../services/iam/put-role-policy.ts'
import { putParameter } from '../services/parameter-store/put-parameter.ts'
import { createSecret } from '../services/secrets-manager/create-secret.ts'
import type { Store } from '../store/store.ts'
import { namedIn, type ReadSeed } from './read-seed.ts'
import type { Seed } from './seed.ts'
import { problemAt } from './seed-problem.ts'

type Entry<Name extends keyof Seed> = NonNullable<Seed[Name]>[number]

export interface Planted {
  readonly stored: number
  /** Those that were there already; they were left as they are. */
  readonly kept: number
}

interface Ground {
  readonly store: Store
  readonly accounts: Accounts
  readonly users: Users
  /** Where an entry goes that does not say. */
  readonly accountId: string
  readonly region: string
}

/**
 * Stores what a seed says, whole or not at all, by the operations that a client would use, so that AWS's own limits hold.
 * @throws SeedProblem
 */
export function plantSeed({ seed, named }: ReadSeed, ground: Ground): Planted {
  return namedIn(named, () =>
    ground.store.change(() => {
      const planted = [
        // in this order: a role attaches policies
        each(seed.policies, 'policies', ground, plantPolicy),
        each(seed.roles, 'roles', ground, plantRole),
        each(seed.secrets, 'secrets', ground, plantSecret),
        each(seed.parameters, 'parameters', ground, plantParameter),
      ].flat()
      const stored = planted.filter((isNew) => isNew).length
      return { stored, kept: planted.length - stored }
    }),
  )
}

/** @param plant false for what was there already */
function each<T extends { readonly account?: string; readonly region?: string }>(
  entries: readonly T[] = [],
  name: string,
  { accounts, users, accountId, region: homeRegion }: Ground,
  plant: (entry: T, account: Account) => boolean,
): boolean[] {
  return entries.map((entry, index) => {
    const region = entry.region ?? homeRegion
    const { caller } = users.ofAccount(partitionOf(region), entry.account ?? accountId)
    try {
      return plant(entry, accounts.as(caller, region))
    } catch (error) {
      if (error instanceof AwsError) throw problemAt(`${name}[${index}]`, `is refused: ${error.message}`)
      throw error
    }
  })
}

function plantPolicy({ name, document, path, description }: Entry<'policies'>, account: Account): boolean {
  if (account.managedPolicies.named(name) !== undefined) return false
  run(createPolicy, { PolicyName: name, PolicyDocument: JSON.stringify(document), Path: path, Description: description }, account)
  return true
}

/** Lambda alone may take the role, unless it says otherwise. */
const functionTrust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
}

function plantRole({ name, trust = functionTrust, policies = {}, attach = [], ...role }: Entry<'roles'>, account: Account): boolean {
  if (account.roles.find(name) !== undefined) return false
  const { path, description, maxSessionSeconds } = role
  const described = { Path: path, Description: description, MaxSessionDuration: maxSessionSeconds }
  run(createRole, { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust), ...described }, account)
  for (const [policy, document] of Object.entries(policies)) {
    run(putRolePolicy, { RoleName: name, PolicyName: policy, PolicyDocument: JSON.stringify(document) }, account)
  }
  for (const arn of attach) run(attachRolePolicy, { RoleName: name, PolicyArn: arn }, account)
  return true
}

function plantSecret({ name, value, json, binary, description, tags, owningService }: Entry<'secrets'>, account: Account): boolean {
  if (account.secrets.peek(name) !== undefined) return false
  const SecretString = json === undefined ? value : JSON.stringify(json)
  const sent = { SecretString, SecretBinary: binary, ClientRequestToken: randomUUID() }
  run(createSecret, { Name: name, Description: description, Tags: tagList(tags), ...sent }, account)
  // no client can say it: the service that owns a secret makes it itself
  if (owningService !== undefined) account.secrets.save({ ...account.secrets.find(name), owningService })
  return true
}

function plantParameter({ name, value, type = 'SecureString', description, tags }: Entry<'parameters'>, account: Account): boolean {
  const reference = account.parameters.reference(name)
  if (reference !== undefined && account.parameters.find(reference) !== undefined) return false
  run(putParameter, { Name: name, Value: value, Type: type, Description: description, Tags: tagList(tags) }, account)
  return true
}

function tagList(tags: Readonly<Record<string, string>> = {}) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

function run(operation: Operation, input: object, account: Account): void {
  void operation.run(operation.input.read(input), account, undefined) // a change, which never waits
}
