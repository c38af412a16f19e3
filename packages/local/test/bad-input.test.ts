import { CreateSecretCommand, GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentUnsigned as call, rawExchange } from './raw-http.ts'
import { type Clients, started } from './started.ts'

const create = 'secretsmanager.CreateSecret'
const get = 'secretsmanager.GetSecretValue'
const mb = 1024 * 1024
const token = `"ClientRequestToken":"${'t'.repeat(32)}"`

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
  [
    'an operation that is not served',
    'secretsmanager.RotateSecret',
    '{}',
    'UnknownOperationException',
    'sallyport serves no secretsmanager.RotateSecret yet',
  ],
  ['a service that is not served', 'Vault.GetSecretValue', '{}', 'UnknownOperationException', 'sallyport does not serve Vault yet'],
  [
    'the name of something every object has',
    'secretsmanager.constructor',
    '{}',
    'UnknownOperationException',
    'serves no secretsmanager.constructor yet',
  ],
  ['half a character in a value', create, `{"Name":"a","SecretString":"\\ud800",${token}}`, 'SerializationException', 'half a character'],
  ['half a character in a name', create, `{"Name":"a\\uDC00","SecretString":"x",${token}}`, 'SerializationException', 'half a character'],
  [
    'half a character in a list',
    create,
    `{"Name":"a","SecretString":"x",${token},"Tags":[{"Key":"\\ud83da","Value":""}]}`,
    'SerializationException',
    'half a character',
  ],
  [
    'half a character in a member’s name',
    create,
    `{"Name":"a","SecretString":"x",${token},"\\udfff":1}`,
    'SerializationException',
    'half a character',
  ],
  [
    'a value that is not UTF-8',
    create,
    Buffer.from(`{"Name":"a","SecretString":"\xff",${token}}`, 'latin1'),
    'SerializationException',
    'the body is not JSON',
  ],
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

test('brackets inside of a value are no depth, and whole characters in any writing are no halves', async () => {
  const clients = await started({ auth: 'off' })
  const value = `${'[{'.repeat(500)}\\"\\\\\\ud83d\\uDE00${'['.repeat(500)}\\\\ud800`
  expect((await call(clients, create, `{"Name":"a","SecretString":"${value}",${token}}`))?.status).toBe(200)
  const { SecretString } = await clients.secrets.send(new GetSecretValueCommand({ SecretId: 'a' }))
  expect(SecretString).toBe(JSON.parse(`"${value}"`))
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
    `{"Name":"a","SecretString":"x",${token},"Extra":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    `{"Name":"a","SecretString":"x",${token},"Extra":${'['.repeat(100)}${']'.repeat(100)}}`,
    `{"Extra":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},"Name":"a","SecretString":"x",${token}}`,
    '['.repeat(100_000),
    `{"Name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  ]) {
    const answer = await call(clients, create, body)
    expect(answer?.status).toBe(400)
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ __type: 'SerializationException' })
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
