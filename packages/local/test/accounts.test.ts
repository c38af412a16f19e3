import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateRoleCommand } from '@aws-sdk/client-iam'
import { CreateSecretCommand, GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { type LocalAccount, startLocal } from '../src/index.ts'
import { type Clients, clientsOf, freshFolders, sessionOf, started, trusting } from './started.ts'

const ask = async (local: Clients['local'], { token = local.controlToken, body = '' } = {}) => {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${local.endpoint}/_sallyport/accounts`, { method: 'POST', headers, ...(body === '' ? {} : { body }) })
  return { status: answer.status, account: (await answer.json()) as LocalAccount } // looked at below
}
const reset = ({ endpoint, controlToken }: Clients['local']) =>
  fetch(`${endpoint}/_sallyport/reset`, { method: 'POST', headers: { authorization: `Bearer ${controlToken}` } })
const identityOf = async ({ sts }: Clients) => (await sts.send(new GetCallerIdentityCommand({}))).Arn

const eventNames = async ({ endpoint, region, ...credentials }: LocalAccount) => {
  const { Events } = await new CloudTrailClient({ endpoint, region, credentials }).send(new LookupEventsCommand({}))
  return Events?.map(({ EventName }) => EventName)
}

describe('an account of its own', () => {
  test('is made with the control token alone, and says all that a client needs', async () => {
    const { local } = await started({ region: 'eu-west-1' })
    const { account } = await ask(local)
    expect(account).toEqual({
      accountId: expect.stringMatching(/^[1-9]\d{11}$/),
      region: 'eu-west-1',
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      secretAccessKey: expect.stringMatching(/^.{40}$/),
      endpoint: local.endpoint,
    })
    expect((await ask(local)).account.accountId).not.toBe(account.accountId)
    expect((await ask(local, { token: 'made up' })).status).toBe(401)
    const client = new SecretsManagerClient({ ...account, credentials: account })
    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([])
  })

  test('has an administrator of its own, and nothing of any other', async () => {
    const first = await started()
    const [one, other] = [clientsOf(first.local, await first.local.account()), clientsOf(first.local, await first.local.account())]
    await first.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'first' }))
    await one.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'one' }))
    await one.iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trusting('*') }))
    expect(await identityOf(one)).toMatch(/^arn:aws:iam::[1-9]\d{11}:user\/administrator$/)
    expect(await identityOf(one)).not.toBe(await identityOf(other))
    expect((await one.secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('one')
    await expect(other.secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await other.iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trusting('*') }))
  })

  test('may be one of a number that is asked for, with the same keys whenever it is', async () => {
    const { local } = await started()
    const { account } = await ask(local, { body: '{"accountId":"111122223333"}' })
    expect(account.accountId).toBe('111122223333')
    expect(await local.account({ accountId: '111122223333' })).toEqual(account)
    const { accountId, accessKeyId } = local
    expect(await local.account({ accountId })).toMatchObject({ accountId, accessKeyId })
    await reset(local)
    expect((await local.account({ accountId: '111122223333' })).accessKeyId).not.toBe(account.accessKeyId)
  })

  test.each(['{"accountId":"1234"}', '{"accountId":123456789012}', '[]', '"x"', '{'])('%s asks for none, and is told so', async (body) => {
    const { local } = await started()
    expect(await ask(local, { body })).toEqual({ status: 400, account: { message: expect.stringMatching(/12 digits|JSON/) } })
  })

  test('has a trail of its own', async () => {
    const { local } = await started()
    const [one, other] = [await local.account(), await local.account()]
    await clientsOf(local, one).secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
    expect(await eventNames(one)).toContain('CreateSecret')
    expect(await eventNames(other)).not.toContain('CreateSecret')
  })

  test('enforces its own roles, and a trust policy may name it from elsewhere', async () => {
    const { local, ...first } = await started()
    const account = await local.account()
    const own = clientsOf(local, account)
    const { secrets } = await sessionOf({ ...own, local: { ...local, accountId: account.accountId } }, 'reader', [])
    await expect(secrets.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' })
    const trust = (id: string) => trusting({ AWS: `arn:aws:iam::${id}:user/administrator` })
    await own.iam.send(new CreateRoleCommand({ RoleName: 'own', AssumeRolePolicyDocument: trust(account.accountId) }))
    await first.iam.send(new CreateRoleCommand({ RoleName: 'across', AssumeRolePolicyDocument: trust(account.accountId) }))
  })

  test('keeps apart also where nothing is denied', async () => {
    const { local, secrets } = await started({ auth: 'off' })
    const own = clientsOf(local, await local.account())
    await own.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
    expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([])
    const stranger = clientsOf(local, { accessKeyId: 'test', secretAccessKey: 'test' })
    expect(await identityOf(stranger)).toContain(local.accountId)
  })

  test('goes with a reset, keys and all, and the first account stays', async () => {
    const { local, ...first } = await started()
    const own = clientsOf(local, await local.account())
    await own.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
    expect((await reset(local)).status).toBe(200)
    await expect(own.secrets.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
    expect((await first.secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([])
    await clientsOf(local, await local.account()).secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  })

  test('outlives a restart, when the data does', async () => {
    const folders = freshFolders()
    const first = await startLocal({ port: 0, ...folders })
    const account = await first.account()
    await clientsOf(first, account).secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
    await first.stop()
    const { local } = await started(folders)
    expect((await clientsOf(local, account).secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('x')
    expect(local.accountId).toBe('123456789012')
  })

  test('is one of a thousand that were made at once', async () => {
    const { local } = await started()
    const accounts = await Promise.all(Array.from({ length: 1000 }, () => local.account()))
    expect(new Set(accounts.map(({ accountId }) => accountId)).size).toBe(1000)
    const last = accounts.at(-1)
    expect(await identityOf(clientsOf(local, last))).toContain(last?.accountId)
  })
})
