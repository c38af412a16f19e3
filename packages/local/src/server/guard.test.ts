import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardRefusal } from './guard.ts'

test('no name but loopback’s own is let in, whatever it looks like', () => {
  const near = fc.constantFrom(
    '127.0.0.1',
    'localhost',
    '[::1]',
    '127.1',
    '2130706433',
    '127.0.0.1.',
    '.localhost',
    '[::ffff:127.0.0.1]',
    'local',
    '128.0.0.1',
  )
  fc.assert(
    fc.property(
      fc.oneof(fc.domain(), fc.ipV4(), near),
      fc.oneof(fc.constant(':4566'), fc.constant(''), fc.constant(':80')),
      (name, port) => {
        const host = `${name}${port}`
        const isLoopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|([a-z0-9-]+\.)+localhost):4566$/i.test(host)
        expect(guardRefusal({ host }, 4566) === undefined).toBe(isLoopback)
      },
    ),
  )
})

test('on port 80 a Host needs no port', () => {
  expect(guardRefusal({ host: '127.0.0.1' }, 80)).toBeUndefined()
  expect(guardRefusal({ host: '127.0.0.1' }, 4566)).toBeDefined()
})

test('a function’s URL may be called from any origin, and only by a loopback name', () => {
  const headers = { host: '127.0.0.1:4566', origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }
  expect(guardRefusal(headers, 4566, { anyOrigin: true })).toBeUndefined()
  expect(guardRefusal(headers, 4566)).toMatch(/^Origin/)
  expect(guardRefusal({ ...headers, host: 'evil.example:4566' }, 4566, { anyOrigin: true })).toMatch(/^Host/)
})
