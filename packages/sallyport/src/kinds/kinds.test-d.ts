// Checked by the compiler alone: each line under @ts-expect-error must not compile, and each other one must.
import { apiKey, type Calling, type Handle, type Login, login, type Secret, text, withSecrets } from '../index.ts'

const stripe: Handle<string> & Calling<'api.stripe.com'> = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
const weather: Handle<string> & Calling<'api.weather.example'> = apiKey(
  { parameter: '/{stage}/weather/key' },
  { hosts: ['api.weather.example'], header: 'x-api-key', ttlSeconds: 'forever', maxStaleSeconds: 0 },
)
const crm: Handle<Login> & Calling<'crm.example.com'> = login('{stage}/crm', { hosts: ['crm.example.com'], fields: { username: 'user' } })
const partner: Handle<string> = text('partner')
const billing: Handle<string> = apiKey('billing', { field: 'STRIPE_KEY' })
export const anyName: Handle<string> = text(process.env['NAME'] ?? 'partner')
export const anyHosts: Handle<string> & Calling<string> = apiKey('a', { hosts: [process.env['HOST'] ?? ''] })

// Places
// @ts-expect-error braces other than {stage}
text('{stge}/stripe')
// @ts-expect-error families come later
text('{id}/stripe')
// @ts-expect-error ARNs come later
text('arn:aws:secretsmanager:eu-west-1:111122223333:secret:partner-AbCdEf')
// @ts-expect-error braces other than {stage} in a parameter
text({ parameter: '/{id}/key' })
// @ts-expect-error names from variables come later
text({ env: 'PARTNER_SECRET_ARN' })
// @ts-expect-error a parameter and something else
text({ parameter: '/key', typ: 'String' })
// @ts-expect-error no place
text()
// @ts-expect-error a number is no place
apiKey(7)

// Options
// @ts-expect-error did you mean field
apiKey('billing', { feild: 'STRIPE_KEY' })
// @ts-expect-error hosts of text
text('partner', { hosts: ['a.example'] })
// @ts-expect-error a life is in seconds or for ever
text('partner', { ttlSeconds: '5m' })
// @ts-expect-error there is no field mail
login('crm', { fields: { mail: 'x' } })
// @ts-expect-error hosts are a list
apiKey('a', { hosts: 'api.stripe.com' })

// Abilities come from hosts
// @ts-expect-error no hosts, no fetch
billing.fetch('/v1/balance')
// @ts-expect-error text does not sign
partner.fetch('/v1/balance')
// @ts-expect-error an http URL
void stripe.fetch('http://api.stripe.com/v1/balance')
// @ts-expect-error a look-alike
void stripe.fetch('https://api.stripe.com.evil.example/v1')
// @ts-expect-error no slash
void stripe.fetch('v1/balance')

// Values come out by reveal alone
export async function values(): Promise<[string, string]> {
  const key: Secret<string> = await stripe.get()
  const { username }: Login = (await crm.get()).reveal()
  const held: Secret<string> | undefined = weather.peek()
  const length: number = await stripe.use((value) => value.length)
  const later: number = await stripe.use(async (value) => value.length + length)
  // @ts-expect-error a secret is no string
  const wrong: string = await stripe.get()
  // @ts-expect-error a promise has no reveal
  stripe.get().reveal()
  // @ts-expect-error a login has no token
  void (await crm.get()).reveal().token
  // @ts-expect-error it may not be in memory
  held.reveal()
  return [key.reveal() + wrong + later, username]
}

// A secret of a narrower value is one of a wider
export const wider: Secret<string | number> = null as unknown as Secret<string>
export const widerHandle: Handle<string | number> = stripe

// Handlers keep their types
interface Event {
  readonly amount: number
}
export const annotated: (event: Event, context: { awsRequestId: string }) => Promise<{ statusCode: number }> = withSecrets(
  [stripe, crm],
  async (event: Event, context: { awsRequestId: string }) => ({ statusCode: event.amount + context.awsRequestId.length }),
)
export const plain = withSecrets([stripe], async (event, context) => {
  const unknownEvent: unknown = event
  return [unknownEvent, context.getRemainingTimeInMillis()]
})
// @ts-expect-error an event that is not annotated is unknown
withSecrets([stripe], async (event) => event.amount)
// @ts-expect-error not a handle
withSecrets(['stripe'], async () => undefined)
type LambdaHandler<E, R> = (
  event: E,
  context: { awsRequestId: string },
  callback: (error?: Error | null, result?: R) => void,
) => Promise<R> | undefined
export const asLambdaHandler: LambdaHandler<Event, number> = withSecrets([partner], async (event: Event) => event.amount)
