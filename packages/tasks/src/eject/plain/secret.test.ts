import { expect, test } from 'vitest'
import { Secret } from './secret.ts'

test('a secret is equal to its own value, bare or hidden, and to no other', () => {
  const secret = new Secret('a-key')
  expect(['a-key', new Secret('a-key'), 'a-keys', '', undefined].map((other) => secret.equals(other))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect(new Secret({ user: 'ann' }).equals({ user: 'ann' })).toBe(true)
  expect(new Secret(Uint8Array.of(1)).equals(Buffer.of(1))).toBe(true)
})

test('a field of a secret is hidden too, and use hands over the bare value', () => {
  const user = new Secret({ user: 'ann' }).pick('user')
  expect(`${user} ${user.reveal()} ${user.use((name) => name.length)}`).toBe('[redacted] ann 3')
})
