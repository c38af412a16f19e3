// The example with faked secrets, as a user tests a function, and as it is deployed: bundled, granted by its reach, invoked on loopback.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fakeSecrets } from 'sallyport/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ExampleOnLoopback, exampleOnLoopback } from '../demo/example-on-loopback.ts'
import { sallyportJson } from '../demo/sallyport-command.ts'
import { newKey } from '../demo/scene.ts'
import { type CrmApi, startCrmApi } from './crm-api.ts'
import { crm } from './src/secrets.ts'
import type { StreamEvent } from './src/stream-event.ts'

const login = { username: 'sync', password: newKey() }
let event: StreamEvent
let api: CrmApi
let example: ExampleOnLoopback

beforeAll(async () => {
  event = JSON.parse(await readFile(join(import.meta.dirname, 'events', 'contacts-changed.json'), 'utf8')) as StreamEvent // the fixture
  api = await startCrmApi()
  api.accept(login.username, login.password)
  example = await exampleOnLoopback('crm-sync', { CRM_URL: api.url })
  await sallyportJson(['put', '{stage}/crm', '--kind', 'login', '--local'], example.place, { input: JSON.stringify(login) })
}, 120_000)

afterAll(async () => {
  await example?.stop()
  await api?.stop()
})

test('brings the changes in their order, by HTTP Basic', async () => {
  using secrets = fakeSecrets().set(crm, login).answer({ json: {} })
  const { handler } = await import('./src/handler.ts')
  expect(await handler(event)).toEqual({ batchItemFailures: [] })
  expect(secrets.calls.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
    'PUT /contacts/c-1',
    'PUT /contacts/c-2',
    'DELETE /contacts/c-1',
  ])
  expect(secrets.calls.every((call) => call.carries(crm))).toBe(true)
  expect(secrets.calls[1]?.json()).toEqual({ name: 'Grace', email: 'grace@example.com' })
})

test('stops at the first change that fails, and names it to Lambda', async () => {
  using secrets = fakeSecrets()
    .set(crm, login)
    .answer(({ url }) => ({ status: url.endsWith('c-2') ? 503 : 200 }))
  const { handler } = await import('./src/handler.ts')
  expect(await handler(event)).toEqual({ batchItemFailures: [{ itemIdentifier: '111000000000000000000002' }] })
  expect(secrets.calls).toHaveLength(2)
})

test('a contact that lacks what the CRM needs is named as well, and one that is gone already is no failure', async () => {
  using secrets = fakeSecrets()
    .set(crm, login)
    .answer(({ method }) => ({ status: method === 'DELETE' ? 404 : 200 }))
  const { handler } = await import('./src/handler.ts')
  const [inserted, , removed] = event.Records
  expect(await handler({ Records: removed ? [removed] : [] })).toEqual({ batchItemFailures: [] })
  const unnamed = { eventName: 'INSERT' as const, dynamodb: { Keys: { id: { S: 'c-9' } }, SequenceNumber: '9' } }
  expect(await handler({ Records: inserted ? [inserted, unnamed] : [] })).toEqual({ batchItemFailures: [{ itemIdentifier: '9' }] })
  expect(secrets.calls).toHaveLength(2)
})

test('a login that may not be read fails the whole batch, for Lambda to try again', async () => {
  using secrets = fakeSecrets().fail(crm, 'ACCESS_DENIED')
  const { handler } = await import('./src/handler.ts')
  await expect(handler(event)).rejects.toMatchObject({ code: 'ACCESS_DENIED', secret: 'dev/crm' })
  expect(secrets.calls).toEqual([])
})

const invoke = async () => {
  const args = ['invoke', 'crm-sync', '--local', '--event', 'events/contacts-changed.json']
  return JSON.parse((await sallyportJson<{ payload: string }>(args, example.place)).payload) as unknown
}

test("bundled and granted by its reach, it brings a stream's changes, and reads the login once for two batches", async () => {
  api.stumbleOver('c-2')
  expect(await invoke()).toEqual({ batchItemFailures: [{ itemIdentifier: '111000000000000000000002' }] })
  expect(api.contacts).toEqual(new Map([['c-1', { name: 'Ada', email: 'ada@example.com' }]]))
  api.stumbleOver()
  expect(await invoke()).toEqual({ batchItemFailures: [] })
  expect(api.contacts).toEqual(new Map([['c-2', { name: 'Grace', email: 'grace@example.com' }]]))
  expect([api.changed(), api.refused()]).toEqual([4, 0])
  expect(await example.clients.readsBy('crm-sync', 'GetSecretValue')).toBe(1)
})

test('the template grants what grant writes', async () => {
  const { policy } = await sallyportJson<{ policy: { Statement: { Action: string[]; Resource: string[] }[] } }>(
    ['grant', 'crm-sync', '--local'],
    example.place,
  )
  expect(policy.Statement).toMatchObject([{ Action: ['secretsmanager:GetSecretValue'], Resource: await example.templateResources() }])
})
