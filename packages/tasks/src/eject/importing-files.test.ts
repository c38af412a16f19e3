import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadProject } from '@sallyport/project'
import { expect, onTestFinished, test } from 'vitest'
import { importingFiles } from './importing-files.ts'
import { notEjectable } from './not-ejectable.ts'
import { withImportsOf } from './with-imports-of.ts'

async function projectOf(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-eject-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [file, text] of Object.entries({ ...files, 'package.json': '{ "type": "module" }' })) writeFileSync(join(root, file), text)
  return loadProject(root)
}

const mentioned = `// in a test: import { fakeSecrets } from 'sallyport/testing'
const hint = "write: import * as sallyport from 'sallyport'"
`

test('what only a comment or a text says is no import: it hinders nothing, and stays', async () => {
  const project = await projectOf({
    'a.ts': `import { load } from 'sallyport'\nimport { stripe } from './secrets.ts'\n${mentioned}export { hint, load, stripe }\n`,
    'b.ts': mentioned,
  })
  const files = await importingFiles(project)
  expect(files.map(({ file }) => file)).toEqual([join(project.root, 'a.ts')])
  expect(await notEjectable(files, project)).toEqual([])
  expect(files.map((each) => withImportsOf(join(project.root, 'plain.ts'), each))).toEqual([
    `import { load } from './plain.ts'\nimport { stripe } from './secrets.ts'\n${mentioned}export { hint, load, stripe }\n`,
  ])
})

test('what has no plain form is told with its line, and so is a file that does not parse', async () => {
  const project = await projectOf({
    'a.ts': "import { oauthClient } from 'sallyport'\nexport * from 'sallyport'\nimport 'sallyport/webhooks'\n",
    'b.ts': "import { load } from 'sallyport'\nconst = 1\n",
  })
  expect(await notEjectable(await importingFiles(project), project)).toEqual([
    { what: 'oauthClient', at: 'a.ts:1' },
    { what: 'sallyport imported as a whole: import its parts by name', at: 'a.ts:2' },
    { what: 'the door sallyport/webhooks', at: 'a.ts:3' },
    { what: 'what does not parse', at: 'b.ts' },
  ])
})

test('a member of a handle that the plain code has not is told where it is used, in a file that names the package nowhere too', async () => {
  const project = await projectOf({
    'secrets.cjs': "const { apiKey } = require('sallyport')\nexports.stripe = apiKey('stripe', { hosts: ['api.stripe.com'] })\n",
    'handler.cjs': `const { stripe } = require('./secrets.cjs')
exports.handler = async () => [
  stripe.peek(), await stripe.use(String), await stripe.refresh(), await stripe.fetch('/', { json: 1 }),
  await stripe.headers(),
  await stripe.get({ signal: AbortSignal.timeout(5) }),
]
`,
  })
  expect(await notEjectable(await importingFiles(project), project)).toEqual([
    { what: 'headers of a handle', at: 'handler.cjs:4' },
    { what: 'get with options', at: 'handler.cjs:5' },
  ])
})

test('a version goes along, a batch is told', async () => {
  const project = await projectOf({
    'secrets.ts': `import { batch, text } from 'sallyport'
export const old = text('a', { versionStage: 'AWSPREVIOUS' })
export const one = text({ parameter: '/a' }, { versionId: '3' })
export const many = text('b', { batch })
`,
  })
  expect(await notEjectable(await importingFiles(project), project)).toEqual([
    { what: 'batch', at: 'secrets.ts:1' },
    { what: 'the option batch', at: 'secrets.ts:4' },
  ])
})
