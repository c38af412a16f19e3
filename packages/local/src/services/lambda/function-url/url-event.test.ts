import { expect, test } from 'vitest'
import { type UrlRequest, urlEvent } from './url-event.ts'

const request: UrlRequest = {
  method: 'POST',
  target: '/orders/a%20b?size=1&size=2&name=x%20y',
  rawHeaders: [
    'Content-Type',
    'application/json',
    'X-Trace',
    'a',
    'x-trace',
    'b',
    'Cookie',
    'a=1; b=2',
    'Connection',
    'keep-alive',
    'User-Agent',
    'curl/8',
  ],
  body: Buffer.from('{"amount":1}'),
  httpVersion: '1.1',
  sourceIp: '127.0.0.1',
}
const context = { urlId: 'abc', domainName: '127.0.0.1:4566', requestId: 'r-1', now: new Date('2026-08-05T08:14:39Z') }

test('a request becomes the event of payload format 2.0', () => {
  expect(urlEvent(request, context)).toEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/orders/a%20b',
    rawQueryString: 'size=1&size=2&name=x%20y',
    cookies: ['a=1', 'b=2'],
    headers: {
      'content-type': 'application/json',
      'x-trace': 'a,b',
      'user-agent': 'curl/8',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '4566',
      'x-forwarded-proto': 'http',
    },
    queryStringParameters: { size: '1,2', name: 'x y' },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc',
      domainName: '127.0.0.1:4566',
      domainPrefix: 'abc',
      http: { method: 'POST', path: '/orders/a%20b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'curl/8' },
      requestId: 'r-1',
      routeKey: '$default',
      stage: '$default',
      time: '05/Aug/2026:08:14:39 +0000',
      timeEpoch: 1785917679000,
    },
    body: '{"amount":1}',
    isBase64Encoded: false,
  })
})

test.each([
  ['text/plain; charset=utf-8', false],
  ['application/json', false],
  ['application/problem+json', false],
  ['application/x-www-form-urlencoded', true],
  ['application/octet-stream', true],
  [undefined, true],
])('a body of type %s is in base64: %s', (type, isBase64Encoded) => {
  const rawHeaders = type === undefined ? [] : ['content-type', type]
  const event = urlEvent({ ...request, rawHeaders, body: Buffer.from('héllo') }, context)
  expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? Buffer.from('héllo').toString('base64') : 'héllo' })
})

test('a request without a query, cookies and a body has none of their members', () => {
  const event = urlEvent({ ...request, method: 'GET', target: '/', rawHeaders: [], body: Buffer.of() }, context)
  expect(Object.keys(event)).toEqual(['version', 'routeKey', 'rawPath', 'rawQueryString', 'headers', 'requestContext', 'isBase64Encoded'])
})

test('names that an object has by itself are headers and parameters like others', () => {
  const event = urlEvent({ ...request, target: '/?__proto__=1&constructor=2', rawHeaders: ['Constructor', 'x'] }, context)
  expect(event.headers).toHaveProperty('constructor', 'x')
  expect(Object.entries(event.queryStringParameters || {})).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ])
})
