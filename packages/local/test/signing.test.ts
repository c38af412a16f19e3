import { request as httpRequest } from 'node:http'
import { CreateSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { reaching, sessionOf, started } from './started.ts'

const read = new GetSecretValueCommand({ SecretId: 's' })
const whoAmI = new GetCallerIdentityCommand({})
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

/** What Secrets Manager and STS say to the same wrong request: AWS JSON answers 400, AWS Query 403. */
async function bothRefuse(options: ReturnType<typeof reaching> & object, json: object, query: object) {
  await expect(new SecretsManagerClient(options).send(read)).rejects.toMatchObject({ ...json, $metadata: { httpStatusCode: 400 } })
  await expect(new STSClient(options).send(whoAmI)).rejects.toMatchObject({ ...query, $metadata: { httpStatusCode: 403 } })
}

test('a wrong secret access key is a signature that does not match', async () => {
  const { local } = await started()
  const credentials = { accessKeyId: local.accessKeyId, secretAccessKey: 'wrong' }
  await bothRefuse(
    reaching(local, credentials),
    { name: 'InvalidSignatureException', message: mismatch },
    { name: 'SignatureDoesNotMatch' },
  )
})

test('an access key that does not exist is an invalid token', async () => {
  const { local } = await started()
  const message = 'The security token included in the request is invalid.'
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: local.secretAccessKey }
  await bothRefuse(
    reaching(local, credentials),
    { name: 'UnrecognizedClientException', message },
    { name: 'InvalidClientTokenId', message },
  )
})

test('a session token that is made up, missing or of another session is an invalid token', async () => {
  const clients = await started()
  const one = await sessionOf(clients, 'one', [])
  const other = await sessionOf(clients, 'other', [])
  const of = async ({ secrets }: typeof clients) => await secrets.config.credentials()
  const { accessKeyId, secretAccessKey } = await of(one)
  const { sessionToken = '' } = await of(other)
  for (const credentials of [
    { accessKeyId, secretAccessKey },
    { accessKeyId, secretAccessKey, sessionToken },
    { accessKeyId, secretAccessKey, sessionToken: 'made up' },
  ]) {
    await bothRefuse(reaching(clients.local, credentials), { name: 'UnrecognizedClientException' }, { name: 'InvalidClientTokenId' })
  }
})

test('a signature of an hour ago is expired, one of an hour ahead is not yet current', async () => {
  const { local } = await started()
  const at = (systemClockOffset: number) => ({ ...reaching(local), systemClockOffset })
  const code = { name: 'InvalidSignatureException' }
  await bothRefuse(
    at(-3_600_000),
    { ...code, message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than /) },
    { name: 'SignatureDoesNotMatch' },
  )
  await bothRefuse(
    at(3_600_000),
    { ...code, message: expect.stringMatching(/^Signature not yet current: /) },
    { name: 'SignatureDoesNotMatch' },
  )
})

test.each([
  ['a body that was changed on the way', { body: '{"SecretId":"other"}' }, 'InvalidSignatureException', mismatch],
  [
    'a target that was changed on the way',
    { headers: { 'x-amz-target': 'secretsmanager.DescribeSecret' } },
    'InvalidSignatureException',
    mismatch,
  ],
  [
    'an x-amz- header nobody signed',
    { headers: { 'x-amz-extra': '1' } },
    'InvalidSignatureException',
    "'x-amz-extra' must be a 'SignedHeader' in the AWS Authorization.",
  ],
  [
    'no Authorization at all',
    { headers: { authorization: undefined } },
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ],
  [
    'an Authorization of another kind',
    { headers: { authorization: 'Bearer abc' } },
    'IncompleteSignatureException',
    "must begin with 'AWS4-HMAC-SHA256'",
  ],
  [
    'half an Authorization',
    { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=x' } },
    'IncompleteSignatureException',
    "requires 'Signature' parameter",
  ],
  ['no date', { headers: { 'x-amz-date': undefined } }, 'IncompleteSignatureException', "'X-Amz-Date' or a 'Date' header"],
])('%s is refused in the words of AWS', async (_, changed: Changed, code, message) => {
  const { local, secrets } = await started()
  await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  const answer = await sendChanged(await signedRead(secrets), local.port, changed)
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ __type: code, Message: expect.stringContaining(message) })
})

test('a signed request sent as it is succeeds', async () => {
  const { local, secrets } = await started()
  await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  const answer = await sendChanged(await signedRead(secrets), local.port, {})
  expect(answer).toMatchObject({ status: 200, body: { SecretString: 'x' } })
})

test('a signature for another service is refused', async () => {
  const { local } = await started()
  const asSts = new STSClient({ ...reaching(local), signerServiceName: 'sts' } as ReturnType<typeof reaching>)
  const signed = await signedBy(asSts, whoAmI)
  const headers = { ...signed.headers, 'x-amz-target': 'secretsmanager.GetSecretValue', 'content-type': 'application/x-amz-json-1.1' }
  const answer = await sendChanged({ ...signed, headers }, local.port, {})
  expect(answer.body).toMatchObject({ Message: "Credential should be scoped to correct service: 'secretsmanager'. " })
})

interface Signed {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

interface Changed {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string
}

async function signedRead(client: SecretsManagerClient): Promise<Signed> {
  return await signedBy(client, read)
}

/** What the SDK would send, signed by it, and not sent. */
async function signedBy(
  client: SecretsManagerClient | STSClient,
  command: GetSecretValueCommand | GetCallerIdentityCommand,
): Promise<Signed> {
  let signed: Signed | undefined
  client.middlewareStack.addRelativeTo(
    () => (args: { request: unknown }) => {
      signed = args.request as Signed // the SDK's own HttpRequest
      return Promise.reject(new Error('kept, not sent'))
    },
    { relation: 'after', toMiddleware: 'httpSigningMiddleware', name: 'keep', override: true },
  )
  await (client.send as (command: unknown) => Promise<unknown>)(command).catch(() => undefined)
  client.middlewareStack.remove('keep')
  if (signed === undefined) throw new Error('the SDK signed nothing')
  return signed
}

function sendChanged(
  signed: Signed,
  port: number,
  { headers = {}, body = signed.body }: Changed,
): Promise<{ status: number; body: unknown }> {
  const all: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...signed.headers, 'content-length': String(Buffer.byteLength(body)), ...headers })) {
    if (value !== undefined) all[name] = value
  }
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/', headers: all }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }))
    })
    request.on('error', reject).end(body)
  })
}
