import { expect, onTestFinished, test } from 'vitest'
import { apiKey } from '../kinds/api-key.ts'
import { login } from '../kinds/login.ts'
import { fakeSecrets } from './fake-secrets.ts'

const stripe = () => apiKey('{stage}/stripe', { hosts: ['api.stripe.com', 'files.stripe.com'] })
const weather = () => apiKey({ parameter: '/{stage}/weather/key' }, { hosts: ['api.weather.example'], header: 'X-Api-Key' })
const crm = () => login('{stage}/crm', { hosts: ['crm.example.com'], fields: { username: 'user', password: 'pass' } })

/** Faked secrets that end with the test. */
function faked() {
  const secrets = fakeSecrets()
  onTestFinished(secrets.restore)
  return secrets
}

test('a call is answered as the test says, and recorded with its credential hidden and checkable', async () => {
  const key = stripe()
  const secrets = faked()
    .set(key, 'sk_test_1')
    .answer({ status: 201, headers: { 'x-request': 'r-1' }, json: { paid: true } })
  const answer = await key.fetch('https://files.stripe.com/v1/charges?a=1', { json: { amount: 5 }, headers: { 'stripe-version': '2026' } })
  expect([answer.status, answer.headers.get('x-request'), await answer.json()]).toEqual([201, 'r-1', { paid: true }])

  const [call, ...others] = secrets.calls
  expect(others).toEqual([])
  expect(call).toMatchObject({ method: 'POST', url: 'https://files.stripe.com/v1/charges?a=1', status: 201 })
  expect(call?.headers).toMatchObject({ host: 'files.stripe.com', authorization: '[redacted]', 'stripe-version': '2026' })
  expect(call?.json()).toEqual({ amount: 5 })
  expect(call?.credential.reveal()).toEqual({ authorization: 'Bearer sk_test_1' })
  expect(call?.carries(key)).toBe(true)
})

test('a call without an answer goes nowhere, and says what to do', async () => {
  const key = stripe()
  faked().set(key, 'sk_test_1')
  await expect(key.fetch('/v1/balance?token=1')).rejects.toMatchObject({
    code: 'CALL_FAILED',
    message: 'the test has no answer for GET https://api.stripe.com/v1/balance: give one with answer()',
  })
})

test('what may not be sent is refused as in production, faked or not', async () => {
  const key = stripe()
  const secrets = faked().set(key, 'sk_test_1').answer({})
  await expect(key.fetch('https://evil.example/' as string)).rejects.toMatchObject({ code: 'HOST_NOT_ALLOWED' })
  await expect(key.fetch('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'HOST_NOT_ALLOWED' })
  await expect(key.fetch('/', { headers: { authorization: 'x' } })).rejects.toMatchObject({ code: 'CREDENTIAL_HEADER_SET' })
  expect(secrets.calls).toEqual([])
})

test('a key in a header of its own, and a login, are hidden and checkable as well', async () => {
  const [forecast, account] = [weather(), crm()]
  const secrets = faked().set(forecast, 'wk_1').set(account, { username: 'shöp', password: 'a:b' }).answer({ json: [] })
  await forecast.fetch('/today')
  await account.fetch('/contacts')
  const [first, second] = secrets.calls
  expect(first?.headers).toMatchObject({ 'x-api-key': '[redacted]' })
  expect(first?.credential.reveal()).toEqual({ 'x-api-key': 'wk_1' })
  expect([first?.carries(forecast), first?.carries(account)]).toEqual([true, false])
  expect(second?.headers).toMatchObject({ authorization: '[redacted]' })
  expect([second?.carries(forecast), second?.carries(account)]).toEqual([false, true])
})

test('a 401 reaches the caller when the key in memory is the one that is stored', async () => {
  const key = stripe()
  const secrets = faked().set(key, 'sk_test_1').answer({ status: 401 })
  expect((await key.fetch('/v1/balance')).status).toBe(401)
  expect(secrets.calls).toHaveLength(1)
  expect(secrets.events.map(({ type }) => type)).toEqual(['miss', 'refresh'])
})

test('a key that was replaced costs one refused call: the secret is read anew and the call sent again', async () => {
  const key = stripe()
  const secrets = faked()
    .set(key, 'sk_old')
    .rotate(key, 'sk_new')
    .answer((call) => (call.carries(key) ? { json: { ok: true } } : { status: 401 }))
  const answer = await key.fetch('/v1/charges', { json: { amount: 5 } })
  expect(answer.status).toBe(200)
  expect(secrets.calls.map(({ status }) => status)).toEqual([401, 200])
  expect(secrets.calls.map(({ credential }) => credential.reveal()['authorization'])).toEqual(['Bearer sk_old', 'Bearer sk_new'])
  expect(secrets.calls[1]?.json()).toEqual({ amount: 5 })
})

test('a rotation ends an outage, and is still learned of by a refused call', async () => {
  const key = stripe()
  const secrets = faked()
    .set(key, 'sk_old')
    .fail(key, 'AWS_UNREACHABLE')
    .rotate(key, 'sk_new')
    .answer((call) => ({ status: call.carries(key) ? 200 : 401 }))
  await key.fetch('/')
  expect(secrets.calls.map(({ status }) => status)).toEqual([401, 200])
})

test('a body may be text, bytes or a stream, and an answer as long as it likes', async () => {
  const key = stripe()
  const long = 'x'.repeat(300_000)
  const secrets = faked()
    .set(key, 'sk_test_1')
    .answer((call) => ({ body: call.text() + long }))
  const parts = (async function* () {
    yield 'one '
    yield 'two '
  })()
  expect(await (await key.fetch('/', { body: parts, method: 'PUT' })).text()).toBe(`one two ${long}`)
  expect(await (await key.fetch('/', { body: new TextEncoder().encode('bytes ') })).text()).toBe(`bytes ${long}`)
  expect(secrets.calls.map(({ method }) => method)).toEqual(['PUT', 'POST'])
})

test('what the answer of the test throws ends the call, with its words', async () => {
  const key = stripe()
  faked()
    .set(key, 'sk_test_1')
    .answer(() => {
      throw new Error('expected an idempotency key')
    })
  await expect(key.fetch('/')).rejects.toMatchObject({ code: 'CALL_FAILED', cause: { message: 'expected an idempotency key' } })
})
