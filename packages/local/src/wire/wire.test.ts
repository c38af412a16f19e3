import fc from 'fast-check'
import { expect, test } from 'vitest'
import { awsError } from '../aws-error.ts'
import { jsonText } from './aws-json.ts'
import { awsQuery } from './aws-query.ts'
import { pathMembers } from './path-template.ts'
import { xmlMembers } from './xml.ts'

test('JSON has dates as seconds with milliseconds, bytes as base64, and nothing of what is absent', () => {
  expect(jsonText({ At: new Date(1_700_000_000_123), Bytes: Uint8Array.of(0, 255), None: undefined, List: [{ A: new Date(0) }] })).toBe(
    '{"At":1700000000.123,"Bytes":"AP8=","List":[{"A":0}]}',
  )
})

test('a member of any name is written', () => {
  expect(jsonText({ Tags: Object.fromEntries([['__proto__', 'a']]) })).toBe('{"Tags":{"__proto__":"a"}}')
  expect(xmlMembers(Object.fromEntries([['__proto__', 'a']]))).toBe('<__proto__>a</__proto__>')
})

test('XML has dates to the second, lists of members, and nothing of what is absent', () => {
  expect(xmlMembers({ At: new Date(1_700_000_000_123), Names: ['a', 'b'], None: undefined, Is: true })).toBe(
    '<At>2023-11-14T22:13:20Z</At><Names><member>a</member><member>b</member></Names><Is>true</Is>',
  )
})

test('no text can break out of its XML element, or be what XML cannot hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [, content = ''] = /^<T>(.*)<\/T>$/su.exec(xmlMembers({ T: text })) ?? []
      expect([...'<>"\r\0\u0001\u001f'].filter((character) => content.includes(character))).toEqual([])
      expect(content.replace(/&(amp|lt|gt|quot|#xD);/g, '')).not.toContain('&')
    }),
  )
})

test.each([
  ['AccessDeniedException', 'AccessDenied', 403],
  ['InvalidSignatureException', 'SignatureDoesNotMatch', 403],
  ['ValidationException', 'ValidationError', 400],
  ['NoSuchEntity', 'NoSuchEntity', 404],
])('%s is %s in the Query protocol', (code, shown, status) => {
  const answer = awsQuery('urn:x').refusal(awsError(code, 'a < b', { status: 404 }), 'id-1')
  expect(answer.status).toBe(status)
  expect(answer.body).toBe(
    `<ErrorResponse xmlns="urn:x"><Error><Type>Sender</Type><Code>${shown}</Code><Message>a &lt; b</Message></Error><RequestId>id-1</RequestId></ErrorResponse>`,
  )
})

test('members of a path are decoded, and a path of another form is none', () => {
  const template = '/2015-03-31/functions/{FunctionName}/policy'
  expect(pathMembers(template, '/2015-03-31/functions/arn%3Aaws%3Alambda/policy')).toEqual({ FunctionName: 'arn:aws:lambda' })
  for (const path of [
    '/2015-03-31/functions/a',
    '/2015-03-31/functions//policy',
    '/2015-03-31/functions/a/policy/',
    '/2015-03-31/functions/%E0/policy',
  ]) {
    expect(pathMembers(template, path)).toBeUndefined()
  }
})
