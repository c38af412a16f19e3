import { expect, test } from 'vitest'
import { handleUses } from './handle-uses.ts'

const secrets = `import { apiKey } from 'sallyport'
export const stripe = apiKey('stripe', { hosts: ['api.stripe.com'] })
export const all = { crm: apiKey('crm') }
`

const usesIn = (files: Readonly<Record<string, string>>) =>
  handleUses(Object.entries({ 'secrets.ts': secrets, ...files }).map(([file, text]) => ({ file: `/shop/${file}`, text }))).map(
    ({ file, line, member, isGivenArguments }) => `${file.slice('/shop/'.length)}:${line} ${member}${isGivenArguments ? '(…)' : ''}`,
  )

test.each([
  ["import { stripe } from './secrets.js'\nawait stripe.get()", 'a.ts:2 get'],
  ["import { stripe as key } from './secrets'\nawait key\n  .get({ signal })", 'a.ts:3 get(…)'],
  ["import * as secrets from './secrets.ts'\nsecrets.stripe.peek()", 'a.ts:2 peek'],
  ["import { all } from './secrets.ts'\nall.crm.refresh", 'a.ts:2 refresh'],
  ["const { stripe } = require('./secrets')\nconst { fetch, ...rest } = stripe", 'a.ts:2 fetch'],
  ["require('./secrets').stripe.get()", 'a.ts:1 get'],
  ["import { stripe } from './secrets.ts'\nconst key = stripe\nkey.use(f)", 'a.ts:3 use(…)'],
  ["import { stripe } from './secrets.ts'\nstripe!['get']?.()", 'a.ts:2 get'],
  ["import { text } from 'sallyport'\nconst own = text('own')\nown.get()", 'a.ts:3 get'],
  ["import { text } from 'sallyport'\ntext('own').for('a')", 'a.ts:2 for(…)'],
])('a member is found in %j', (text, expected) => {
  expect(usesIn({ 'a.ts': text })).toEqual([expected])
})

test.each([
  "import { stripe } from './client.ts'\nstripe.charges()",
  "import { stripe } from 'stripe'\nstripe.charges()",
  "import { stripe } from './secrets.ts'\nfunction f(stripe) { stripe.charges() }",
  "import { stripe } from './secrets.ts'\n// stripe.charges()\nconst say = 'stripe.charges()'",
  "import type { stripe } from './secrets.ts'\ntype Get = typeof stripe.get",
  'let a = a.b\nvar c = d, d = c\nc.e',
  'const = 1',
])('none is found in %j', (text) => {
  expect(usesIn({ 'a.ts': text })).toEqual([])
})

test('a handle is known where another file exports it anew', () => {
  const files = {
    'index.ts': "export * from './named.ts'",
    'named.ts': "export { stripe as key } from './secrets.ts'",
    'again.ts': "import { key } from './index.ts'\nexport { key as again }",
    'a.ts': "import { again } from './again.ts'\nagain.get()",
    'inner/b.ts': "import { key } from '..'\nkey.peek()",
  }
  expect(usesIn(files)).toEqual(['a.ts:2 get', 'inner/b.ts:2 peek'])
})
