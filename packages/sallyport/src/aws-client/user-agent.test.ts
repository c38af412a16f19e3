import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { userAgent } from './user-agent.ts'

test('says the version of its package.json', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(userAgent({})).toBe(`sallyport/${version}`)
})
