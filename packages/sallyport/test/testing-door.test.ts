// The door as users have it: the built package in a project's node_modules, its tests run by node:test, as ES modules and as CommonJS.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import { expect, onTestFinished, test } from 'vitest'
import { type FakeAws, fakeAws, secretReply } from './fake-aws.ts'

const packageFolder = join(import.meta.dirname, '..')

/** A project with `files`, and the package with both doors in both formats. */
async function project(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-testing-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const installed = join(folder, 'node_modules', 'sallyport')
  await mkdir(installed, { recursive: true })
  await copyFile(join(packageFolder, 'package.json'), join(installed, 'package.json'))
  for (const [door, source] of Object.entries({ index: 'index.ts', testing: 'testing/index.ts' })) {
    for (const [extension, format] of Object.entries({ js: 'esm', cjs: 'cjs' } as const)) {
      const file = join(installed, 'dist', `${door}.${extension}`)
      await build({ input: join(packageFolder, 'src', source), platform: 'node', output: { file, format }, logLevel: 'silent' })
    }
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

/** Runs the project's tests as Lambda's Node loads modules, with credentials at hand and an AWS that would hear of their use. */
async function nodeTest(folder: string, aws: FakeAws): Promise<{ code: number; output: string }> {
  // a test that runs under another is not the other's part: node:test and vitest tell by these
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NODE_|VITEST|SALLYPORT_)/.test(name))
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--no-experimental-require-module', '--test', '--test-reporter=tap'],
      { cwd: folder, env: { ...Object.fromEntries(inherited), ...aws.env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

async function awsThatHears(): Promise<FakeAws> {
  const aws = await fakeAws(() => secretReply('sk_live_of_aws'))
  onTestFinished(() => aws.close())
  return aws
}

const secrets = `
  export const stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
  export const crm = login('{stage}/crm', { hosts: ['crm.example.com'] })`

const esm = {
  'secrets.mjs': `import { apiKey, login } from 'sallyport'${secrets}`,
  'handler.mjs': `
    import { withSecrets } from 'sallyport'
    import { crm, stripe } from './secrets.mjs'
    export const handler = withSecrets([stripe], async () => (await (await stripe.fetch('/v1/balance')).json()).available)
    export const user = async () => (await crm.get()).reveal().username`,
}

test('node:test fakes values and answers of a function in ES modules, and nothing reaches AWS', async () => {
  const aws = await awsThatHears()
  const folder = await project({
    ...esm,
    'handler.test.mjs': `
      import assert from 'node:assert/strict'
      import test from 'node:test'
      import { fakeSecrets } from 'sallyport/testing'
      import { crm, stripe } from './secrets.mjs'

      test('answers with what is available', async (t) => {
        const secrets = fakeSecrets().set(stripe, 'sk_test_1').answer({ json: { available: 7 } })
        t.after(secrets.restore)
        const { handler } = await import('./handler.mjs')
        assert.equal(await handler(), 7)
        assert.equal(secrets.calls[0].carries(stripe), true)
      })

      test('reads the login', async (t) => {
        const secrets = fakeSecrets().set(crm, { username: 'shop', password: 'p' })
        t.after(secrets.restore)
        const { handler, user } = await import('./handler.mjs')
        assert.equal(await user(), 'shop')
        await assert.rejects(handler(), { code: 'SECRET_NOT_FOUND' })
      })`,
  })
  const { code, output } = await nodeTest(folder, aws)
  expect(output).toMatch(/^# pass 2$/m)
  expect(code).toBe(0)
  expect(aws.seen).toEqual([])
})

test('a test in CommonJS fakes the values of handles in CommonJS and in ES modules, one store for both copies', async () => {
  const aws = await awsThatHears()
  const folder = await project({
    ...esm,
    'own.cjs': `
      const { apiKey } = require('sallyport')
      exports.stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })`,
    'handler.test.cjs': `
      const assert = require('node:assert/strict')
      const test = require('node:test')
      const { fakeSecrets } = require('sallyport/testing')
      const own = require('./own.cjs')

      test('both copies of the package read the value, and call the faked destination', async (t) => {
        const { stripe } = await import('./secrets.mjs')
        const secrets = fakeSecrets().set(stripe, 'sk_old').rotate(own.stripe, 'sk_new')
        t.after(secrets.restore)
        secrets.answer((call) => ({ status: call.carries(stripe) ? 200 : 401 }))
        assert.equal((await own.stripe.fetch('/')).status, 200)
        assert.equal((await stripe.get()).reveal(), 'sk_new')
        assert.deepEqual(secrets.calls.map(({ status }) => status), [401, 200])
      })

      test('after it, AWS is asked', async () => {
        assert.equal((await own.stripe.get()).reveal(), 'sk_live_of_aws')
      })`,
  })
  const { code, output } = await nodeTest(folder, aws)
  expect(output).toMatch(/^# pass 2$/m)
  expect(code).toBe(0)
  expect(aws.seen).toHaveLength(1)
})

test('a test that fails shows no value', async () => {
  const aws = await awsThatHears()
  const folder = await project({
    ...esm,
    'handler.test.mjs': `
      import assert from 'node:assert/strict'
      import test from 'node:test'
      import { fakeSecrets } from 'sallyport/testing'
      import { stripe } from './secrets.mjs'

      test('fails', async (t) => {
        const secrets = fakeSecrets().set(stripe, 'sk_test_4711').answer({ json: {} })
        t.after(secrets.restore)
        await stripe.fetch('/v1/balance')
        console.log(secrets, secrets.calls, await stripe.get())
        assert.deepEqual(secrets.calls[0], secrets)
      })`,
  })
  const { code, output } = await nodeTest(folder, aws)
  expect(code).toBe(1)
  expect(output).toContain('[redacted]')
  expect(output).not.toContain('4711')
})
