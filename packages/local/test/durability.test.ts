import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { startLocal } from '../src/index.ts'
import { startedProcess } from './processes/server-process.ts'
import { clientsOf, freshFolders, sessionOf, started } from './started.ts'

const create = (secrets: SecretsManagerClient, Name: string, SecretString: string) =>
  secrets.send(new CreateSecretCommand({ Name, SecretString }))
const read = async (secrets: SecretsManagerClient, SecretId: string) =>
  (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString

test('identity, sessions, secrets and the record are the same after a restart', async () => {
  const { dataDir, environment } = freshFolders()
  const first = clientsOf(await startLocal({ port: 0, dataDir, environment }))
  await create(first.secrets, 's', 'kept')
  const session = await sessionOf(first, 'reader', [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }])
  const credentials = await session.secrets.config.credentials()
  await first.local.stop()
  const { local, secrets } = await started({ dataDir, environment })
  expect(local.accessKeyId).toBe(first.local.accessKeyId)
  expect(local.secretAccessKey).toBe(first.local.secretAccessKey)
  expect(local.controlToken).not.toBe(first.local.controlToken)
  expect(await read(secrets, 's')).toBe('kept')
  expect(await read(clientsOf(local, credentials).secrets, 's')).toBe('kept')
})

test('kill -9 in the middle of a thousand writes loses none that was acknowledged', async () => {
  const { dataDir, environment } = freshFolders()
  const server = await startedProcess(dataDir, environment)
  const { secrets } = server.clients
  await create(secrets, 'changing', 'version 0')
  const acknowledged: string[] = []
  let latest = 0
  let killing: Promise<void> | undefined
  const write = async (index: number) => {
    await create(secrets, `n${index}`, `value ${index}`)
    acknowledged.push(`n${index}`)
    if (acknowledged.length === 500) killing = server.kill()
  }
  const put = async (index: number) => {
    await secrets.send(new PutSecretValueCommand({ SecretId: 'changing', SecretString: `version ${index}` }))
    latest = index
  }
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let index = writer; index < 1000; index += 8) await (writer === 0 ? put(index + 1) : write(index))
  })
  const ends = await Promise.allSettled(writers)
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true)
  await killing
  const again = await startedProcess(dataDir, environment)
  const lost: string[] = []
  for (const name of acknowledged) {
    const value = await read(again.clients.secrets, name).catch(() => undefined)
    if (value !== name.replace('n', 'value ')) lost.push(name)
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(500)
  expect(lost).toEqual([])
  const [, current = '0'] = /version (\d+)/.exec((await read(again.clients.secrets, 'changing')) ?? '') ?? []
  expect(Number(current)).toBeGreaterThanOrEqual(latest)
})

test('a second server on one data folder is refused in words, and the first goes on', async () => {
  const { dataDir, environment } = freshFolders()
  const first = await startedProcess(dataDir, environment)
  const refusal = `${dataDir} is in use by another server (process ${first.pid}): stop that one, or choose another data folder`
  await expect(startLocal({ port: 0, dataDir, environment })).rejects.toThrow(refusal)
  await expect(startedProcess(dataDir, environment)).rejects.toThrow(refusal)
  await create(first.clients.secrets, 's', 'x')
  expect(await read(first.clients.secrets, 's')).toBe('x')
})

test('a second server in the same process is refused too, and the first goes on', async () => {
  const { dataDir, environment } = freshFolders()
  const { secrets } = await started({ dataDir, environment })
  await expect(startLocal({ port: 0, dataDir, environment })).rejects.toThrow('is in use by another server')
  await create(secrets, 's', 'x')
  expect(await read(secrets, 's')).toBe('x')
})

test('of many that start at once on one new folder, one serves', async () => {
  const { dataDir, environment } = freshFolders()
  const starts = await Promise.allSettled(Array.from({ length: 4 }, () => startedProcess(dataDir, environment)))
  const serving = starts.filter(({ status }) => status === 'fulfilled')
  expect(serving).toHaveLength(1)
  for (const each of starts) if (each.status === 'rejected') expect(String(each.reason)).toContain('is in use by another server')
})

test('a folder whose server was killed can be used again at once', async () => {
  const { dataDir, environment } = freshFolders()
  const first = await startedProcess(dataDir, environment)
  await create(first.clients.secrets, 's', 'x')
  await first.kill()
  const { secrets } = await started({ dataDir, environment })
  expect(await read(secrets, 's')).toBe('x')
})

test('a data folder without its root key is refused in words, and so is one with another key', async () => {
  const { folder, dataDir, environment } = freshFolders()
  await (await startLocal({ port: 0, dataDir, environment })).stop()
  const keys = join(folder, 'config', 'sallyport', 'keys')
  const [name = ''] = readdirSync(keys)
  const file = join(keys, name)
  const key = readFileSync(file)
  writeFileSync(file, Buffer.alloc(32))
  await expect(startLocal({ port: 0, dataDir, environment })).rejects.toThrow(
    `does not open ${dataDir}: put the right key file back into ${keys}`,
  )
  rmSync(file)
  await expect(startLocal({ port: 0, dataDir, environment })).rejects.toThrow(
    `the root key of ${dataDir} is not at ${file}: put the key file back, or`,
  )
  writeFileSync(file, key)
  await started({ dataDir, environment })
})

test('a data folder keeps itself out of git', async () => {
  const { dataDir, environment } = freshFolders()
  await started({ dataDir, environment })
  expect(readFileSync(join(dataDir, '.gitignore'), 'utf8')).toBe('*\n')
})

test.skipIf(lacks('file modes'))('a data folder and its root key are their owner’s alone', async () => {
  const { folder, dataDir, environment } = freshFolders()
  await started({ dataDir, environment })
  const keys = join(folder, 'config', 'sallyport', 'keys')
  const modes = [dataDir, keys, ...readdirSync(keys).map((name) => join(keys, name))].map((path) => statSync(path).mode & 0o777)
  expect(modes).toEqual([0o700, 0o700, 0o600])
})

test.skipIf(lacks('removing what is in use'))('a server in memory leaves nothing behind, also when it is killed', async () => {
  const { folder } = freshFolders()
  vi.stubEnv('TMPDIR', folder) // servers of other tests come and go in the common one
  onTestFinished(() => void vi.unstubAllEnvs())
  const local = await startLocal({ port: 0 })
  await create(clientsOf(local).secrets, 's', 'x'.repeat(60_000))
  expect(readdirSync(folder)).toEqual([])
  await local.stop()
  expect(readdirSync(folder)).toEqual([])
})

test('a change that fails half way leaves nothing of itself', async () => {
  const { secrets } = await started()
  await create(secrets, 's', 'x')
  const ClientRequestToken = randomUUID()
  const many = {
    SecretId: 's',
    SecretString: 'y',
    ClientRequestToken,
    VersionStages: Array.from({ length: 20 }, (_, index) => `stage-${index}`),
  }
  await expect(secrets.send(new PutSecretValueCommand(many))).rejects.toMatchObject({ name: 'LimitExceededException' })
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 's', VersionId: ClientRequestToken }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  expect(await read(secrets, 's')).toBe('x')
})

test('two servers share nothing', async () => {
  const [one, other] = [await started(), await started()]
  await create(one.secrets, 's', 'of one')
  await expect(read(other.secrets, 's')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  const mixed = clientsOf(other.local, one.local)
  await expect(mixed.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
})

test('a port that is taken is refused, and the data folder is free again', async () => {
  const { dataDir, environment } = freshFolders()
  const { local } = await started()
  await expect(startLocal({ port: local.port, dataDir, environment })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await started({ dataDir, environment })
  expect(existsSync(dataDir)).toBe(true)
})
