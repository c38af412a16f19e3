import { expect, test } from 'vitest'
import { nodeFinding } from './node.ts'

test.each([
  ['18.20.0', 'problem'],
  ['20.18.9', 'problem'],
  ['20.19.0', 'ok'],
  ['24.1.0', 'ok'],
])('tells Node %s as %s', (version, status) => {
  expect(nodeFinding(version)).toMatchObject({ status, text: expect.stringContaining(version) })
})
