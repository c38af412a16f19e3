import { connect } from 'node:net'
import { CreateSecretCommand, GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rawExchange, rawRequest } from './raw-http.ts'
import { type Clients, started } from './started.ts'

const create = 'secretsmanager.CreateSecret'
const get = 'secretsmanager.GetSecretValue'
const mb = 1024 * 1024

/** Sends a JSON call unsigned; the server takes any credentials, so that what is tested is the reading of it. */
async function call({ local }: Clients, target: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const host = `127.0.0.1:${local.port}`
  const sent = rawRequest(
    'POST',
    '/',
    { Host: host, 'X-Amz-Target': target, 'Content-Type': 'application/x-amz-json-1.1', ...headers },
    body,
  )
  return await rawExchange(local.port, sent)
}

async function isUnchanged({ secrets }: Clients) {
  expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([])
}

test.each([
  ['a missing member', create, '{}', 'ValidationException', "Value null at 'name' failed to satisfy constraint: Member must not be null"],
  ['a member that is null', create, '{"Name":null}', 'ValidationException', 'Member must not be null'],
  ['a number for a text', create, '{"Name":7}', 'SerializationException', 'NUMBER_VALUE can not be converted to a String'],
  ['a list for a text', create, '{"Name":["a"]}', 'SerializationException', 'START_ARRAY_VALUE can not be converted to a String'],
  ['a text for a list', create, '{"Name":"a","Tags":"b"}', 'SerializationException', 'STRING_VALUE can not be converted to a List'],
  [
    'a text for a number',
    'secretsmanager.ListSecrets',
    '{"MaxResults":"ten"}',
    'SerializationException',
    'can not be converted to a Integer',
  ],
  ['a fraction for a whole number', 'secretsmanager.ListSecrets', '{"MaxResults":1.5}', 'SerializationException', 'Integer'],
  ['what is not base64 for bytes', create, '{"Name":"a","SecretBinary":"**"}', 'SerializationException', 'can not be converted to a Blob'],
  [
    'a text that is too long',
    get,
    JSON.stringify({ SecretId: 'x'.repeat(2049) }),
    'ValidationException',
    'length less than or equal to 2048',
  ],
  ['garbage for a body', create, '{"Name":', 'SerializationException', 'the body is not JSON'],
  ['bytes that are no text', create, Uint8Array.of(0xff, 0xfe, 0x00), 'SerializationException', 'the body is not JSON'],
  ['a list for a body', create, '[]', 'SerializationException', 'can not be converted to a Structure'],
  ['a text for a body', create, '"a"', 'SerializationException', 'can not be converted to a Structure'],
  ['an operation that does not exist', 'secretsmanager.StealSecret', '{}', 'UnknownOperationException', 'not known here'],
  ['a service that does not exist', 'Vault.GetSecretValue', '{}', 'UnknownOperationException', 'not known here'],
  ['the name of something every object has', 'secretsmanager.constructor', '{}', 'UnknownOperationException', 'not known here'],
  [
    'a token that is missing',
    create,
    '{"Name":"a","SecretString":"x"}',
    'InvalidRequestException',
    'You must provide a ClientRequestToken value. We recommend a UUID-type value.',
  ],
])('%s is a 400 that says so, and changes nothing', async (_, target, body, code, message) => {
  const clients = await started({ auth: 'off' })
  const answer = await call(clients, target, body)
  expect(answer?.status).toBe(400)
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ __type: code, Message: expect.stringContaining(message) })
  expect(answer?.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  await isUnchanged(clients)
})

test('members the operation does not know are ignored, also one named __proto__', async () => {
  const clients = await started({ auth: 'off' })
  const token = 't'.repeat(32)
  const answer = await call(
    clients,
    create,
    `{"Name":"a","SecretString":"x","ClientRequestToken":"${token}","Extra":{"a":[1]},"__proto__":{"Name":"b"}}`,
  )
  expect(answer?.status).toBe(200)
  expect(({} as { Name?: string }).Name).toBeUndefined()
})

test('JSON that is nested a hundred thousand deep is refused, and the server lives', async () => {
  const clients = await started({ auth: 'off' })
  for (const body of [
    '['.repeat(100_000),
    `{"Name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  ]) {
    expect((await call(clients, create, body))?.status).toBe(400)
  }
  await isUnchanged(clients)
})

test('a body of 11 MB is refused whether its length is told or not, and the server lives', async () => {
  const clients = await started({ auth: 'off' })
  const body = Buffer.alloc(11 * mb, 'a')
  const told = await call(clients, create, body)
  const host = `127.0.0.1:${clients.local.port}`
  const chunk = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
  const head = `POST / HTTP/1.1\r\nHost: ${host}\r\nX-Amz-Target: ${create}\r\nTransfer-Encoding: chunked\r\n\r\n`
  const untold = await rawExchange(clients.local.port, Buffer.concat([Buffer.from(head), chunk]))
  for (const answer of [told, untold]) {
    expect(answer?.status).toBe(413)
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ __type: 'RequestEntityTooLargeException' })
  }
  await isUnchanged(clients)
})

test.each([
  ['half of its headers', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-'],
  [
    'half of its body',
    'POST / HTTP/1.1\r\nHost: HOST\r\nX-Amz-Target: secretsmanager.CreateSecret\r\nContent-Length: 100\r\n\r\n{"Name":"a"',
  ],
])('a request that stays without %s is refused after a while, and the server lives', async (_, sent) => {
  const clients = await started({ auth: 'off', requestTimeoutMs: 200 })
  const answer = await rawExchange(clients.local.port, sent.replace('HOST', `127.0.0.1:${clients.local.port}`))
  expect(answer?.status).toBe(408)
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ __type: 'RequestTimeoutException' })
  await isUnchanged(clients)
})

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['a header without a colon', 'GET / HTTP/1.1\r\nHost: HOST\r\nbroken\r\n\r\n', 400],
  ['a length that is not a number', 'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: ten\r\n\r\n', 400],
  ['a length beside chunks', 'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['headers of 100 KB', `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['a path of another kind', 'GET /nothing/here HTTP/1.1\r\nHost: HOST\r\n\r\n', 400],
  ['a path that is half an escape', 'GET /2015-03-31/functions/%E0%A4%A HTTP/1.1\r\nHost: HOST\r\n\r\n', 404],
])('%s is a 4xx in the shape of AWS, and the server lives', async (_, sent, status) => {
  const clients = await started({ auth: 'off' })
  const answer = await rawExchange(clients.local.port, sent.replace('HOST', `127.0.0.1:${clients.local.port}`))
  expect(answer?.status).toBe(status)
  await isUnchanged(clients)
})

test('a sender that goes away in the middle leaves nothing behind', async () => {
  const clients = await started({ auth: 'off' })
  const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${clients.local.port}\r\nX-Amz-Target: ${create}\r\nContent-Length: 50\r\n\r\n{"Name":"a"`
  await new Promise<void>((resolve) => {
    const socket = connect(clients.local.port, '127.0.0.1', () => socket.write(head, () => socket.destroy()))
    socket.on('close', () => resolve())
  })
  await isUnchanged(clients)
})

test('an unknown action of the Query protocol is an InvalidAction in XML', async () => {
  const { local } = await started({ auth: 'off' })
  const headers = { Host: `127.0.0.1:${local.port}`, 'Content-Type': 'application/x-www-form-urlencoded' }
  const answer = await rawExchange(local.port, rawRequest('POST', '/', headers, 'Action=Steal&Version=2011-06-15'))
  expect(answer?.status).toBe(400)
  expect(answer?.body).toMatch(/<Error><Type>Sender<\/Type><Code>InvalidAction<\/Code><Message>.*<\/Message><\/Error><RequestId>/)
})

test('whatever is sent to an operation is never answered by a 5xx', async () => {
  const clients = await started({ auth: 'off' })
  const names = ['CreateSecret', 'GetSecretValue', 'PutSecretValue', 'DescribeSecret', 'ListSecrets', 'DeleteSecret']
  const members = [
    'Name',
    'SecretId',
    'SecretString',
    'SecretBinary',
    'ClientRequestToken',
    'Tags',
    'Filters',
    'MaxResults',
    'NextToken',
    'VersionStages',
  ]
  const input = fc.oneof(
    fc.json(),
    fc.string(),
    fc.dictionary(fc.constantFrom(...members), fc.jsonValue()).map((each) => JSON.stringify(each)),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), input, async (name, body) => {
      const answer = await call(clients, `secretsmanager.${name}`, body)
      expect(answer?.status).toBeLessThan(500)
    }),
    { numRuns: 300 },
  )
  expect((await clients.sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012')
})

test('what is refused repeats no value', async () => {
  const clients = await started({ auth: 'off' })
  const value = 'sk_live_51HxYzPlanted'
  const bodies = [
    JSON.stringify({ Name: 'a', SecretString: [value] }),
    JSON.stringify({ Name: 'a', SecretBinary: value }),
    JSON.stringify({ Name: 'a b', SecretString: value }),
    JSON.stringify({ Name: 'a', SecretString: value.repeat(4000) }),
    `{"Name":"a","SecretString":"${value}"`,
  ]
  for (const body of bodies) expect((await call(clients, create, body))?.body).not.toContain(value)
  await clients.secrets.send(new CreateSecretCommand({ Name: 'a', SecretString: value }))
  await expect(clients.secrets.send(new GetSecretValueCommand({ SecretId: 'b' }))).rejects.not.toThrow(value)
})
