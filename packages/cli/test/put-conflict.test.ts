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

test('two first fields of a new JSON object, at once: one is stored, and the other is told that it is not', async () => {
  const places = [
    { name: 'dev/race', read: async () => (await local.secrets.getSecretValue({ SecretId: 'dev/race' })).SecretString },
    {
      name: '/dev/race',
      read: async () => (await local.parameters.getParameter({ Name: '/dev/race', WithDecryption: true })).Parameter?.Value,
    },
  ]
  for (const { name, read } of places) {
    const first = await contextWith(async () => {
      await runTask(put, { name, field: 'A', value: Buffer.from('1') }, await contextWith(async () => {}))
    })
    const second = { name, field: 'B', value: Buffer.from('2') }
    await expect(runTask(put, second, first)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('was created by someone else in this moment, and nothing was stored: put the field again'),
    })
    expect(await read()).toBe('{"A":"1"}')
    await runTask(put, second, await contextWith(async () => {}))
    expect(await read()).toBe('{"A":"1","B":"2"}')
  }
})

test('the first field of a secret that has no value yet is stored, and its conflict told', async () => {
  await local.secrets.createSecret({ Name: 'dev/empty' })
  await expect(
    runTask(put, { name: 'dev/empty', field: 'A', value: Buffer.from('1') }, await contextWith(async () => {})),
  ).resolves.toMatchObject({ change: 'updated' })
  await local.secrets.createSecret({ Name: 'dev/empty-race' })
  const context = await contextWith(() => local.secrets.putSecretValue({ SecretId: 'dev/empty-race', SecretString: '{"A":"1"}' }))
  await expect(runTask(put, { name: 'dev/empty-race', field: 'B', value: Buffer.from('2') }, context)).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test.each(['dev/then', '/dev/then'])('another’s change after ours is no conflict of ours: %s', async (name) => {
  const quiet = () => contextWith(async () => {})
  await runTask(put, { name, field: 'A', value: Buffer.from('1') }, await quiet())
  const account = await openAccount({ target: 'local', env: {}, cwd: local.cwd })
  const theirs = async (field: string) => runTask(put, { name, field, value: Buffer.from('1') }, await quiet())
  // both clients answer only when others have stored the next versions
  const [secrets, parameters] = [await account.secretsManager(), await account.parameterStore()]
  const [putSecret, putParameter] = [secrets.putSecretValue.bind(secrets), parameters.putParameter.bind(parameters)]
  const followed = async <Answer>(answer: Promise<Answer>) => {
    await answer
    await theirs('C')
    await theirs('D')
    return answer
  }
  Object.assign(secrets, { putSecretValue: (input: Parameters<typeof putSecret>[0]) => followed(putSecret(input)) })
  Object.assign(parameters, { putParameter: (input: Parameters<typeof putParameter>[0]) => followed(putParameter(input)) })
  const ours = runTask(put, { name, field: 'B', value: Buffer.from('2') }, openContext({ account, env: {}, cwd: local.cwd }))
  await expect(ours).resolves.toMatchObject({ change: 'updated' })
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
