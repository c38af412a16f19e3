import { expect, test } from 'vitest'
import { checkedSeed } from './seed.ts'

const planted = 'sk_live_planted'

test('a seed is read as it was written, whatever its entries are called', () => {
  const seed = {
    secrets: [
      { name: 'a', value: ' x\n', tags: JSON.parse('{"__proto__":"tag"}'), owningService: 'rds' },
      { name: 'b', json: { user: 'u', deep: [1, null] } },
      { name: 'c', binary: 'AAECAw==', account: '111122223333', region: 'eu-west-1' },
      { name: 'd' },
    ],
    parameters: [{ name: '/p', value: 'v', type: 'StringList' }],
    policies: [{ name: 'read', document: { Version: '2012-10-17' } }],
    roles: [{ name: 'r', trust: {}, policies: { own: {} }, attach: ['arn'], maxSessionSeconds: 3600 }],
  }
  const read = checkedSeed(seed, '')
  expect(read).toEqual(seed)
  expect(Object.entries(read.secrets?.[0]?.tags ?? {})).toEqual([['__proto__', 'tag']])
  expect(checkedSeed({}, '')).toEqual({})
})

test.each([
  ['a list', [], 'it is not an object'],
  ['an unknown part', { secret: [] }, 'secret is not known: give secrets, parameters, policies, roles'],
  ['a part that is no list', { secrets: {} }, 'secrets is not a list'],
  ['an entry that is none', { secrets: [planted] }, 'secrets[0] is not an object'],
  ['no name', { secrets: [{ value: planted }] }, 'secrets[0].name is missing'],
  [
    'a mistyped member',
    { secrets: [{ name: 'a' }, { name: 'b', vaule: planted }] },
    /^secrets\[1\]\.vaule is not known: give name, value, json/,
  ],
  ['a key in the place of a name', { secrets: [{ name: 'a', sk_live_PLANT: 'x' }] }, /^secrets\[0\]\.… is not known/],
  ['a member of every object', { secrets: [{ name: 'a', toString: planted }] }, /^secrets\[0\]\.toString is not known/],
  ['a number as the value', { secrets: [{ name: 'a', value: 1 }] }, 'secrets[0].value is not a text'],
  ['two values', { secrets: [{ name: 'a', value: planted, binary: 'AAAA' }] }, 'secrets[0] has value and binary: give one of them'],
  ['what is not base64', { secrets: [{ name: 'a', binary: planted }] }, 'secrets[0].binary is not base64'],
  ['a tag that is no text', { secrets: [{ name: 'a', tags: { team: 1 } }] }, 'secrets[0].tags.team is not a text'],
  ['an account that is none', { secrets: [{ name: 'a', account: '1' }] }, 'secrets[0].account is not an account: give 12 digits'],
  ['a region that is none', { parameters: [{ name: 'a', value: 'v', region: 'a b' }] }, /^parameters\[0\]\.region is not a region/],
  ['a parameter without a value', { parameters: [{ name: 'a' }] }, 'parameters[0].value is missing'],
  [
    'an unknown type',
    { parameters: [{ name: 'a', value: planted, type: 'Secure' }] },
    /^parameters\[0\]\.type is not known: give one of SecureString/,
  ],
  ['a policy as text', { policies: [{ name: 'a', document: '{}' }] }, 'policies[0].document is not an object'],
  ['an inline policy as text', { roles: [{ name: 'a', policies: { own: '{}' } }] }, 'roles[0].policies.own is not an object'],
  ['a fraction of a second', { roles: [{ name: 'a', maxSessionSeconds: 1.5 }] }, 'roles[0].maxSessionSeconds is not a whole number'],
])('a seed with %s is refused by its place, without any value', (_, seed, message) => {
  expect(() => checkedSeed(seed, '')).toThrow(message)
  expect(() => checkedSeed(seed, '')).not.toThrow(planted)
})
