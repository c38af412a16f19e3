import { setImmediate as loopTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { Accounts } from '../account.ts'
import { Faults } from '../control/faults.ts'
import { Authenticator } from '../identity/authenticate.ts'
import { SessionTokens } from '../identity/session-tokens.ts'
import { Users } from '../identity/users.ts'
import { FunctionUrlOwners } from '../services/lambda/function-url/function-url-owners.ts'
import { services } from '../services/services.ts'
import { openInMemory } from '../store/data-folder.ts'
import { ValueCache } from '../store/value-cache.ts'
import { Trail } from '../trail/trail.ts'
import type { WireRequest, WireResponse } from '../wire/protocol.ts'
import { Api } from './api.ts'
import { Life } from './life.ts'
import { Router } from './router.ts'

const region = 'us-east-1'

/** The way of a request on a store whose commits are on the disk only when the test says so. */
function withHeldFlush() {
  const { store, rootKey, close } = openInMemory()
  onTestFinished(close)
  const now = () => new Date()
  const [tokens, users, trail] = [new SessionTokens(store, rootKey), new Users(store, rootKey), new Trail(store, now)]
  const [values, functionUrlOwners, server] = [new ValueCache(), new FunctionUrlOwners(store), new Life()]
  const accounts = new Accounts({ store, rootKey, values, users, tokens, trail, functionUrlOwners, server, now })
  const { roles } = accounts.at('123456789012', region)
  const { caller: administrator } = users.administrator('123456789012', 'aws')
  let release = (_error?: Error): void => {}
  const flushed = new Promise<void>((resolve, reject) => {
    release = (error) => (error === undefined ? resolve() : reject(error))
  })
  const errors: unknown[] = []
  const api = new Api({
    router: new Router(services),
    authenticator: new Authenticator({ users, tokens, administrator, defaultRegion: region, rolesOf: () => roles }),
    accounts,
    store: { change: (body) => store.change(body), flushed },
    trail,
    faults: new Faults(),
    isEnforcing: false,
    onInternalError: (error) => errors.push(error),
    now,
  })
  return { api, store, release, errors }
}

function request(operation: string, input: object): WireRequest {
  const headers = { 'x-amz-target': `secretsmanager.${operation}` }
  const body = Buffer.from(JSON.stringify(input))
  return { method: 'POST', path: '/', query: '', headers, rawHeaders: [], body, sourceIp: '127.0.0.1' }
}

const creation = request('CreateSecret', { Name: 's', SecretString: 'x', ClientRequestToken: '4c6f1b52-7c1e-4c2a-9d2f-0a1b2c3d4e5f' })

test('a change is answered once its commit is on the disk, and not before', async () => {
  const { api, store, release } = withHeldFlush()
  const answers: (WireResponse | undefined)[] = []
  api.handle(creation, (answer) => answers.push(answer))
  await store.flushed
  for (let turn = 0; turn < 10; turn++) await loopTurn()
  expect(answers).toEqual([])
  // the commit itself is done: whoever reads sees it, and need not wait
  api.handle(request('GetSecretValue', { SecretId: 's' }), (answer) => answers.push(answer))
  expect(answers.map((answer) => answer?.status)).toEqual([200])
  release()
  await loopTurn()
  expect(answers.map((answer) => answer?.status)).toEqual([200, 200])
  expect(String(answers[1]?.body)).toContain(':secret:s-')
})

test('a change whose commit cannot be brought to the disk is not acknowledged', async () => {
  const { api, release, errors } = withHeldFlush()
  const answered = new Promise<WireResponse | undefined>((resolve) => api.handle(creation, resolve))
  const full = new Error('the disk is full')
  release(full)
  expect((await answered)?.status).toBe(500)
  expect(errors).toEqual([full])
})
