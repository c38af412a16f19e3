import { openAccount, openContext, put, runTask, type TaskContext } from '@sallyport/tasks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, runningLocal } from './running/local-server.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
})
afterAll(() => local.stop())

/** Runs `meanwhile` after a task has read and before it writes. */
async function contextWith(meanwhile: () => Promise<unknown>): Promise<TaskContext> {
  const account = await openAccount({ target: 'local', env: {}, cwd: local.cwd })
  return openContext({ account, env: {}, cwd: local.cwd, approve: async () => void (await meanwhile()) })
}

test('tells when another change came between the reading of a JSON secret and its writing', async () => {
  await local.secrets.createSecret({ Name: 'shared/json', SecretString: '{"A":"1","B":"1"}' })
  const context = await contextWith(() => local.secrets.putSecretValue({ SecretId: 'shared/json', SecretString: '{"A":"2","B":"1"}' }))
  const change = runTask(put, { name: 'shared/json', field: 'B', value: Buffer.from('2') }, context)
  await expect(change).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('AWSPREVIOUS') })
  await expect(
    runTask(put, { name: 'shared/json', field: 'B', value: Buffer.from('3') }, await contextWith(async () => {})),
  ).resolves.toMatchObject({ change: 'updated' })
})

test('tells the same of a parameter', async () => {
  const write = (Value: string) => local.parameters.putParameter({ Name: '/shared/json', Value, Type: 'SecureString', Overwrite: true })
  await write('{"A":"1"}')
  const change = runTask(
    put,
    { name: '/shared/json', parameter: true, field: 'B', value: Buffer.from('2') },
    await contextWith(() => write('{"A":"2"}')),
  )
  await expect(change).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('does not call stored what reads back as something else', async () => {
  const account = await openAccount({ target: 'local', env: {}, cwd: local.cwd })
  const client = await account.secretsManager()
  const read = client.getSecretValue.bind(client)
  // a store that cuts values, as peers' have: only the answer to the read is another
  Object.assign(client, { getSecretValue: async (input: Parameters<typeof read>[0]) => ({ ...(await read(input)), SecretString: 'cut' }) })
  const change = runTask(put, { name: 'cut/key', value: Buffer.from('cut-and-more') }, openContext({ account, env: {}, cwd: local.cwd }))
  await expect(change).rejects.toMatchObject({ code: 'NOT_STORED' })
})

test('refuses an input that it does not know, and repeats nothing of it', async () => {
  const context = await contextWith(async () => {})
  for (const input of [
    {},
    { name: 'x', value: 'planted' },
    { name: 'x', value: Buffer.from('planted'), kind: 'planted' },
    { name: 'x', value: Buffer.from('planted'), planted: true },
  ]) {
    await expect(runTask(put, input, context)).rejects.toMatchObject({
      code: 'WRONG_USE',
      message: expect.not.stringContaining('planted is'),
    })
  }
})
