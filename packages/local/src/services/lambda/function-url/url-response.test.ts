import { expect, test } from 'vitest'
import { badGateway, urlResponse } from './url-response.ts'

const json = ['content-type', 'application/json'] as const
const of = (answer: unknown) => {
  const { status, headers, body } = urlResponse(Buffer.from(JSON.stringify(answer)))
  return { status, headers, body: body.toString() }
}

test.each([
  ['a string', 'hello', { status: 200, headers: [json], body: '"hello"' }],
  ['an object', { paid: true }, { status: 200, headers: [json], body: '{"paid":true}' }],
  ['null', null, { status: 200, headers: [json], body: 'null' }],
  ['a list', [1], { status: 200, headers: [json], body: '[1]' }],
  ['a status', { statusCode: 404 }, { status: 404, headers: [json], body: '' }],
  ['a status as text', { statusCode: '201', body: 'made' }, { status: 201, headers: [json], body: 'made' }],
  [
    'its own type',
    { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>' },
    { status: 200, headers: [['Content-Type', 'text/html']], body: '<p>' },
  ],
  ['bytes', { statusCode: 200, body: 'aMOp', isBase64Encoded: true }, { status: 200, headers: [json], body: 'hé' }],
  [
    'cookies',
    { statusCode: 200, cookies: ['a=1', 'b=2'] },
    { status: 200, headers: [json, ['set-cookie', 'a=1'], ['set-cookie', 'b=2']], body: '' },
  ],
  [
    'numbers and truths as headers',
    { statusCode: 200, headers: { a: 1, b: true } },
    { status: 200, headers: [['a', '1'], ['b', 'true'], json], body: '' },
  ],
  [
    'a length of its own',
    { statusCode: 200, headers: { 'Content-Length': '999' }, body: 'x' },
    { status: 200, headers: [json], body: 'x' },
  ],
])('answers with %s', (_, answer, response) => {
  expect(of(answer)).toEqual(response)
})

test.each([
  ['a status that is none', { statusCode: 'ok' }],
  ['a status that ends nothing', { statusCode: 100 }],
  ['a body that is no text', { statusCode: 200, body: { paid: true } }],
  ['headers that are a list', { statusCode: 200, headers: ['a'] }],
  ['a header that is an object', { statusCode: 200, headers: { a: {} } }],
  ['a header with a line break', { statusCode: 200, headers: { a: 'x\r\nset-cookie: y' } }],
  ['a header name with a blank', { statusCode: 200, headers: { 'a b': 'x' } }],
  ['cookies that are no list', { statusCode: 200, cookies: 'a=1' }],
])('gives 502 for %s', (_, answer) => {
  expect(urlResponse(Buffer.from(JSON.stringify(answer)))).toBe(badGateway)
})
