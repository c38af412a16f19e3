import { request } from 'node:http'
import { AddPermissionCommand, CreateFunctionUrlConfigCommand, DeleteFunctionCommand } from '@aws-sdk/client-lambda'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LambdaServer } from './functions/lambda-server.ts'

let server: LambdaServer

beforeAll(async () => {
  server = await LambdaServer.start()
})

afterAll(async () => await server.stop())

async function urlOf(name: string, handler: string, config: Partial<CreateFunctionUrlConfigCommand['input']> = {}): Promise<string> {
  await server.createFunction(name, { 'index.mjs': `export const handler = ${handler}` })
  const { FunctionUrl = '' } = await server.lambda.send(
    new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: 'NONE', ...config }),
  )
  return FunctionUrl
}

async function publicUrlOf(...args: Parameters<typeof urlOf>): Promise<string> {
  const url = await urlOf(...args)
  await server.makePublic(args[0])
  return url
}

test('gives a function an address, once', async () => {
  await server.createFunction('addressed', { 'index.mjs': 'export const handler = async () => 1' })
  const create = new CreateFunctionUrlConfigCommand({ FunctionName: 'addressed', AuthType: 'NONE', Cors: { AllowOrigins: ['*'] } })
  expect(await server.lambda.send(create)).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    FunctionUrl: expect.stringMatching(new RegExp(`^${server.local.endpoint}/_url/[a-z2-7]{32}/$`)),
    FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:addressed',
    AuthType: 'NONE',
    Cors: { AllowOrigins: ['*'] },
    CreationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    InvokeMode: 'BUFFERED',
  })
  await expect(server.lambda.send(create)).rejects.toMatchObject({ name: 'ResourceConflictException', $metadata: { httpStatusCode: 409 } })
})

test('shows the function the request as an event of payload format 2.0', async () => {
  const url = await publicUrlOf('event', 'async (event) => event')
  const answer = await fetch(`${url}orders/7?size=1&size=2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: 'a=1; b=2', 'X-Order': '7' },
    body: '{"amount":1}',
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(await answer.json()).toMatchObject({
    version: '2.0',
    rawPath: '/orders/7',
    rawQueryString: 'size=1&size=2',
    queryStringParameters: { size: '1,2' },
    cookies: ['a=1', 'b=2'],
    headers: { 'x-order': '7', 'content-type': 'application/json' },
    requestContext: {
      accountId: 'anonymous',
      http: { method: 'POST', path: '/orders/7', sourceIp: '127.0.0.1' },
      requestId: answer.headers.get('x-amzn-requestid'),
    },
    body: '{"amount":1}',
    isBase64Encoded: false,
  })
  const binary = await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from([0, 255]) })
  expect(await binary.json()).toMatchObject({ rawPath: '/', body: 'AP8=', isBase64Encoded: true })
  expect(await (await fetch(url.slice(0, -1))).json()).toMatchObject({ rawPath: '/' })
})

test('answers what the function says: status, headers, cookies, bytes', async () => {
  const url = await publicUrlOf(
    'response',
    "async () => ({ statusCode: 201, headers: { 'content-type': 'image/png', 'x-id': 7 }, cookies: ['a=1', 'b=2'], body: 'AP8=', isBase64Encoded: true })",
  )
  const answer = await fetch(url)
  expect(answer.status).toBe(201)
  expect(answer.headers.get('x-id')).toBe('7')
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from([0, 255]))
})

test.each([
  ['throws', 'async () => { throw new Error("planted-message") }'],
  ['exits', 'async () => process.exit(1)'],
  ['answers no response', 'async () => ({ statusCode: 200, body: { a: 1 } })'],
])('says 502 and no more when the function %s', async (name, handler) => {
  const answer = await fetch(await publicUrlOf(name.replaceAll(' ', '-'), handler))
  expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 502, body: 'Internal Server Error' })
})

test('refuses everybody until the policy of the function lets everybody in, by both actions', async () => {
  const url = await urlOf('closed', 'async () => 1')
  const refused = await fetch(url)
  expect(refused.status).toBe(403)
  expect(await refused.json()).toEqual({
    Message: expect.stringMatching(/^Forbidden\. .* \(The function's policy does not allow lambda:InvokeFunctionUrl to everybody\.\)$/),
  })
  const invokeUrl = { Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' } as const
  await server.lambda.send(new AddPermissionCommand({ FunctionName: 'closed', StatementId: 'first', ...invokeUrl }))
  expect(await (await fetch(url)).json()).toEqual({ Message: expect.stringContaining('does not allow lambda:InvokeFunction to everybody') })
  await server.makePublic('closed')
  expect((await fetch(url)).status).toBe(200)
})

test('lets in only who signed, when the URL is for AWS_IAM', async () => {
  const url = await urlOf('signed', 'async ({ requestContext }) => requestContext.authorizer.iam.userArn', { AuthType: 'AWS_IAM' })
  expect((await fetch(url)).status).toBe(403)
  await server.makePublic('signed') // everybody's permission is for AuthType NONE
  expect((await fetch(url)).status).toBe(403)
  const signed = await fetch(url, { headers: await signature(url, server.local) })
  expect(await signed.json()).toBe('arn:aws:iam::123456789012:user/administrator')
  const wrong = await fetch(url, { headers: await signature(url, { ...server.local, secretAccessKey: 'wrong' }) })
  expect(wrong.status).toBe(403)
})

test('obeys its own CORS settings, and none other', async () => {
  const Cors = { AllowOrigins: ['https://shop.example'], AllowMethods: ['POST'], AllowHeaders: ['content-type'], MaxAge: 60 }
  const url = await publicUrlOf('cors', "async () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'x' })", {
    Cors,
  })
  const asked = await send(url, 'OPTIONS', { origin: 'https://shop.example', 'access-control-request-method': 'POST' })
  expect(asked).toMatchObject({
    status: 200,
    headers: {
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'POST',
      'access-control-max-age': '60',
    },
  })
  const page = await send(url, 'POST', { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' })
  expect(page).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': 'https://shop.example', vary: 'Origin' } })
  const stranger = await send(url, 'OPTIONS', { origin: 'https://evil.example', 'access-control-request-method': 'POST' })
  expect(stranger.headers).not.toHaveProperty('access-control-allow-origin')
})

test('is not found under another name of the machine, a wrong id or after its function is gone', async () => {
  const url = await publicUrlOf('gone', 'async () => 1')
  expect((await send(url, 'GET', { host: 'evil.example' })).status).toBe(403)
  expect((await fetch(`${server.local.endpoint}/_url/absent/`)).status).toBe(404)
  await server.lambda.send(new DeleteFunctionCommand({ FunctionName: 'gone' }))
  expect((await fetch(url)).status).toBe(404)
})

test('tells an error of the server’s own to who started it, and the caller nothing of it', async () => {
  const told: unknown[][] = []
  const broken = new Error('planted-message')
  let clock = () => new Date()
  const failing = await LambdaServer.start({ now: () => clock(), onInternalError: (...args) => told.push(args) })
  try {
    await failing.createFunction('broken', { 'index.mjs': 'export const handler = async () => 1' })
    const { FunctionUrl = '' } = await failing.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: 'broken', AuthType: 'NONE' }))
    await failing.makePublic('broken')
    clock = () => {
      throw broken
    }
    const answer = await fetch(FunctionUrl)
    expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 502, body: 'Internal Server Error' })
    expect(told).toEqual([[broken, 'a function URL']])
  } finally {
    await failing.stop()
  }
})

test('refuses a body of more than 6 MB, and lives on', async () => {
  const url = await publicUrlOf('large', 'async () => 1')
  expect((await fetch(url, { method: 'POST', body: Buffer.alloc(6 * 1024 * 1024 + 1) })).status).toBe(413)
  expect((await fetch(url)).status).toBe(200)
})

/** What fetch would not send: any Host, Origin and Sec-Fetch-Site. */
function send(url: string, method: string, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; headers: object }>((resolve, reject) => {
    const call = request(url, { method, headers }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }))
    })
    call.on('error', reject).end()
  })
}

/** The headers that sign a GET, by the SDK's own signer. */
async function signature(url: string, { accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }) {
  const { LambdaClient } = await import('@aws-sdk/client-lambda')
  const { protocol, hostname, port, pathname, host } = new URL(url)
  const client = new LambdaClient({ region: 'eu-west-1', credentials: { accessKeyId, secretAccessKey } })
  const { config } = client
  const signer = await config.signer({ name: 'sigv4', signingName: 'lambda', signingRegion: 'eu-west-1', properties: {} })
  const signed = await signer.sign({
    method: 'GET',
    protocol,
    hostname,
    port: Number(port),
    path: pathname,
    query: {},
    headers: { host },
    body: undefined,
  } as never)
  const { host: _, ...headers } = signed.headers
  return headers
}
