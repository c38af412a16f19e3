import { expect, test } from 'vitest'
import { targetOf } from './target-of.ts'

const hosts = ['api.example.com', 'files.example.com:8443']
const onLoopback = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4000' }

test.each([
  ['/v1/charges', 'https://api.example.com/v1/charges'],
  ['https://api.example.com:443/v1', 'https://api.example.com/v1'],
  ['https://files.example.com:8443/a', 'https://files.example.com:8443/a'],
])('%s goes to %s', (target, expected) => {
  expect(targetOf(target, hosts, {}).href).toBe(expected)
})

test.each([
  'http://api.example.com/',
  'https://api.example.com.evil.example/',
  'https://files.example.com/',
  'https://user:word@api.example.com/',
  '//evil.example/',
  'http://127.0.0.1:9/',
])('the secret does not go to %s', (target) => {
  expect(() => targetOf(target, hosts, {})).toThrow(/^the secret may not go to /)
})

test('it goes to loopback only beside AWS on loopback, and never by a path', () => {
  expect(targetOf('http://127.0.0.1:9/a', hosts, onLoopback).port).toBe('9')
  expect(() => targetOf('http://127.0.0.1:9/a', hosts, { AWS_ENDPOINT_URL: 'https://vpce.example' })).toThrow('may not go')
  expect(() => targetOf('/a', [], onLoopback)).toThrow()
})
