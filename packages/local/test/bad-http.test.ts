import { connect } from 'node:net'
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { rawExchange } from './raw-http.ts'
import { type Clients, started } from './started.ts'

async function isUnchanged({ secrets }: Clients) {
  expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([])
}

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
  ['no HTTP', 'hello\r\n\r\n', 400, 'not HTTP'],
  ['a header without a colon', 'GET / HTTP/1.1\r\nHost: HOST\r\nbroken\r\n\r\n', 400, 'not HTTP'],
  ['a length that is not a number', 'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: ten\r\n\r\n', 400, 'not HTTP'],
  [
    'a length beside chunks',
    'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'not HTTP',
  ],
  ['headers of 20 KB', `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'the headers are larger than'],
  ['headers of 100 KB', `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, 431, 'the headers are larger than'],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400, 'exactly one Host'],
  ['a foreign Host after its own', 'GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n', 400, 'exactly one Host'],
  ['its Host twice', 'GET /_sallyport/health HTTP/1.1\r\nHost: HOST\r\nhOST: HOST\r\n\r\n', 400, 'exactly one Host'],
  ['the URL of another server', 'GET http://evil.example/_sallyport/health HTTP/1.1\r\nHost: HOST\r\n\r\n', 400, 'begins with a slash'],
  ['no path at all', 'OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n', 400, 'begins with a slash'],
  ['an expectation nobody has', 'POST / HTTP/1.1\r\nHost: HOST\r\nExpect: foo\r\nContent-Length: 0\r\n\r\n', 417, 'Expect'],
  ['a path of another kind', 'GET /nothing/here HTTP/1.1\r\nHost: HOST\r\n\r\n', 400, 'names no operation'],
  [
    'a path that is half an escape',
    'GET /2015-03-31/functions/%E0%A4%A HTTP/1.1\r\nHost: HOST\r\n\r\n',
    404,
    'sallyport serves no lambda operation at GET /2015-03-31/functions/%E0%A4%A yet',
  ],
])('%s is a 4xx in the shape of AWS that says so, and the server lives', async (_, sent, status, message) => {
  const clients = await started({ auth: 'off' })
  const answer = await rawExchange(clients.local.port, sent.replaceAll('HOST', `127.0.0.1:${clients.local.port}`))
  expect(answer?.status).toBe(status)
  expect(answer?.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
  const { message: said = '', Message = said } = JSON.parse(answer?.body ?? '')
  expect(Message).toContain(message)
  await isUnchanged(clients)
})

test('a sender that goes away in the middle leaves nothing behind', async () => {
  const clients = await started({ auth: 'off' })
  const head = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${clients.local.port}\r\nX-Amz-Target: secretsmanager.CreateSecret\r\nContent-Length: 50\r\n\r\n{"Name":"a"`
  await new Promise<void>((resolve) => {
    const socket = connect(clients.local.port, '127.0.0.1', () => socket.write(head, () => socket.destroy()))
    socket.on('close', () => resolve())
  })
  await isUnchanged(clients)
})
