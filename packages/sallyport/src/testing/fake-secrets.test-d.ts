// Checked by the compiler alone: each line under @ts-expect-error must not compile, and each other one must.
import { apiKey, login, text } from '../index.ts'
import { type FakeSecrets, fakeSecrets } from './index.ts'

const stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
const crm = login('{stage}/crm', { hosts: ['crm.example.com'] })

const secrets: FakeSecrets = fakeSecrets()
secrets
  .set(stripe, 'sk_test_1')
  .set(text('partner'), 'p')
  .set(crm, { username: 'shop', password: 'p' })
  .setStored(crm, '{"username":"shop"}')
  .rotate(stripe, 'sk_test_2')
  .fail(stripe, 'AWS_UNREACHABLE')
  .answer({ status: 401 })
  .answer(async (call) => (call.carries(stripe) ? { json: [] } : { status: 401 }))

// @ts-expect-error a key is text
secrets.set(stripe, 5)
// @ts-expect-error a login is a user name and a password
secrets.set(crm, 'shop:p')
// @ts-expect-error a login without its password
secrets.set(crm, { username: 'shop' })
// @ts-expect-error a rotation stores a value of the kind too
secrets.rotate(crm, 'shop:p')
// @ts-expect-error no handle
secrets.set('{stage}/stripe', 'sk_test_1')
// @ts-expect-error no failure of a read
secrets.fail(stripe, 'HOST_NOT_ALLOWED')
// @ts-expect-error a status is a number
secrets.answer({ status: '401' })
// @ts-expect-error what was called is the runtime's to write
secrets.calls.push()
