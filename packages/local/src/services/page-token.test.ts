import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageToken, positionIn } from './page-token.ts'

test('a token tells the position it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.maxSafeInteger())), (position) => {
      expect(positionIn(pageToken(position))).toEqual(position)
    }),
  )
})

test('a text that is no token of a page is none, and never an error', () => {
  const made = pageToken(['a'])
  const base64url = (text: string) => Buffer.from(text).toString('base64url')
  for (const text of ['', 'made up', `${made}=`, `${made} `, base64url('["a" ]'), base64url('{"a":1}'), base64url('"a"'), base64url('[')])
    expect(positionIn(text)).toBeUndefined()
  fc.assert(fc.property(fc.string(), (text) => void positionIn(text)))
})
