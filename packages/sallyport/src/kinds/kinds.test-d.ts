// Checked by the compiler alone: each line under @ts-expect-error must not compile, and each other one must.
import {
  apiKey,
  batch,
  binary,
  type Calling,
  type Family,
  type Handle,
  type Login,
  load,
  login,
  type Secret,
  text,
  withSecrets,
} from '../index.ts'

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
const fromVariable: Handle<string> & Calling<'a.example'> = apiKey({ env: 'PARTNER_SECRET_ARN' }, { hosts: ['a.example'] })
export const places: readonly Handle<string>[] = [
  text('arn:aws:secretsmanager:eu-west-1:111122223333:secret:partner-AbCdEf'),
  text('arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:{stage}/partner-AbCdEf'),
  text({ parameter: 'arn:aws:ssm:eu-west-1:111122223333:parameter/prod/key' }),
  text({ parameter: { env: 'KEY_NAME' } }),
  text({ parameter: { env: 'KEY_NAME' }, type: 'String' }),
  text({ parameter: '/list', type: 'StringList' }),
  text({ parameter: '/{stage}/key', type: 'SecureString' }),
  fromVariable,
]
// @ts-expect-error braces other than {stage} and {id}
text('{stge}/stripe')
// @ts-expect-error letters are as they are written
text('{ID}/stripe')
// @ts-expect-error a brace is missing
text('{stage/stripe')
// @ts-expect-error a brace too many
text('{{stage}}/stripe')
// @ts-expect-error braces other than {stage} and {id} in a parameter
text({ parameter: '/{key}/key' })
// @ts-expect-error the ARN of a parameter stands in { parameter }
text('arn:aws:ssm:eu-west-1:111122223333:parameter/prod/key')
// @ts-expect-error the ARN of a secret stands alone
text({ parameter: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:partner-AbCdEf' })
// @ts-expect-error an ARN of something else
text('arn:aws:iam::111122223333:role/partner')
// @ts-expect-error a parameter and something else
text({ parameter: '/key', typ: 'String' })
// @ts-expect-error not a type of parameter
text({ parameter: '/key', type: 'Strings' })
// @ts-expect-error a secret has no type
text({ env: 'PARTNER', type: 'String' })
// @ts-expect-error a variable's name is text
text({ env: 7 })
// @ts-expect-error a parameter or a variable
text({ env: 'PARTNER', parameter: '/key' })
// @ts-expect-error no place
text()
// @ts-expect-error a number is no place
apiKey(7)

// Families
const customers: Family<Handle<string> & Calling<'api.customers.example'>> = apiKey('{stage}/customers/{id}', {
  hosts: ['api.customers.example'],
})
export const families: readonly Family<Handle<unknown>>[] = [
  customers,
  text({ parameter: '/customers/{id}' }),
  login('crm/{id}'),
  binary('a/{id}'),
]
export const member: Handle<string> & Calling<'api.customers.example'> = customers.for('4711')
void member.fetch('/v1')
// @ts-expect-error a family has no value of its own
void customers.get()
// @ts-expect-error nor any other ability of a handle
void customers.fetch('/v1')
// @ts-expect-error what is no family has no members
partner.for('4711')
// @ts-expect-error nor has a name from a variable
fromVariable.for('4711')
// @ts-expect-error an id is text
customers.for(4711)
// @ts-expect-error nor is a promise a handle
withSecrets([partner.get()], async () => undefined)
// @ts-expect-error a family is nothing to load
void load(customers)
// @ts-expect-error nor to read in INIT
withSecrets([customers], async () => undefined)
withSecrets([customers.for('4711'), stripe], async () => undefined)
void load(customers.for('4711'))

// Bytes
export const keystore: Handle<Uint8Array> = binary('keystore')
// @ts-expect-error bytes sign nothing
binary('keystore', { hosts: ['a.example'] })

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

// Versions and batches
export const versions: readonly Handle<unknown>[] = [
  text('partner', { versionStage: 'AWSPREVIOUS' }),
  text({ parameter: '/key' }, { versionStage: 'label' }),
  login('crm', { versionId: '3', batch }),
]
// @ts-expect-error a version's stage is text
text('partner', { versionStage: 1 })
// @ts-expect-error one stage
text('partner', { versionStage: ['AWSPREVIOUS'] })
// @ts-expect-error so is the number of a parameter's version
text({ parameter: '/key' }, { versionId: 3 })
// @ts-expect-error batch is a function that is given, so that who does not batch does not carry it
text('partner', { batch: true })

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
  // @ts-expect-error nor is the promise of one
  const early: string = stripe.get()
  // @ts-expect-error which has no fields of the value either
  const { password } = crm.get()
  // @ts-expect-error a promise has no reveal
  stripe.get().reveal()
  // @ts-expect-error a login has no token
  void (await crm.get()).reveal().token
  // @ts-expect-error it may not be in memory
  held.reveal()
  return [key.reveal() + wrong + later + early + password, username]
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
