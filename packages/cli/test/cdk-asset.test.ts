// A CDK app whose functions are `Code.fromAsset`: of their code only what a build made is known.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeFiles } from './running/written-files.ts'

const value = 'planted-Zk3vQ9mXr27LbTfWc81'
const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const files = {
  'cdk.json': '{ "app": "node app.js" }',
  'package.json': '{ "name": "shop", "private": true }', // CommonJS, as "cdk init" makes it
  'tsconfig.json': '{}',
  'src/key.ts': 'export const key = async () => process.env.PAYMENTS_KEY\n',
  'src/charge.ts': "import { key } from './key'\nexport const handler = async () => [await key()]\n",
  'src/key.test.ts': "process.env.PAYMENTS_KEY = 'x'\n",
  // what "tsc" makes beside its source is not what a person edits
  'ping/ping.ts': 'export const handler = async () => process.env.PING_TOKEN\n',
  'ping/ping.js': 'exports.handler = async () => process.env.PING_TOKEN\n',
  'elsewhere/index.js': 'exports.handler=async()=>process.env.FAR_TOKEN\n',
  'app.js': `const { App, Stack } = require('aws-cdk-lib')
const { Code, Function, Runtime } = require('aws-cdk-lib/aws-lambda')
const stack = new Stack(new App(), 'Shop')
const lambda = (id, asset, handler, environment) =>
  new Function(stack, id, { runtime: Runtime.NODEJS_24_X, code: Code.fromAsset(asset), handler, environment })
lambda('Charge', 'dist', 'charge.handler', { PAYMENTS_KEY: '${value}' })
lambda('Ping', 'ping', 'ping.handler', { PING_TOKEN: '${value}-ping' })
lambda('Far', 'elsewhere', 'index.handler', { FAR_TOKEN: '${value}-far' })
`,
}

let local: Running
const read = (file: string) => readFileSync(join(local.cwd, file), 'utf8')
const sources = () => Object.keys(files).map(read)

beforeAll(async () => {
  local = await runningLocal()
  writeFiles(local.cwd, files)
  symlinkSync(packages, join(local.cwd, 'node_modules'), 'junction')
  await build({
    entryPoints: [join(local.cwd, 'src/charge.ts')],
    outfile: join(local.cwd, 'dist/charge.js'),
    bundle: true,
    minify: true,
    platform: 'node',
  })
  const asOfCommand = JSON.stringify({ 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true })
  execFileSync(process.execPath, ['app.js'], {
    cwd: local.cwd,
    env: { ...local.env, CDK_OUTDIR: join(local.cwd, 'cdk.out'), CDK_CONTEXT_JSON: asOfCommand },
  })
  // as when the source is in another repository, of which this one has the build
  writeFileSync(join(local.cwd, 'elsewhere/index.js'), '')
}, 60_000)
afterAll(() => local.stop())

test('its secrets are stored and declared, and where its source reads them is told, with what to change in the app', async () => {
  const before = sources()
  const synthesized = readdirSync(join(local.cwd, 'cdk.out'), { recursive: true }).sort()
  const { status, stdout, stderr } = await sallyport(local, ['adopt', '--local', '--yes', '--only', 'PAYMENTS_KEY,PING_TOKEN'])
  expect(status, stderr).toBe(1)
  expect(stdout).toMatch(/^PAYMENTS_KEY\tsecret dev\/charge\/payments-key \(text paymentsKey\)\tstored\t/m)
  expect(stdout).toContain(
    'change this yourself: src/key.ts:1 reads PAYMENTS_KEY: write (await paymentsKey.get()).reveal() in an async function, once its role may read the secret',
  )
  expect(stdout).toContain('change this yourself: ping/ping.ts:1 reads PING_TOKEN: ')
  expect(stdout).toMatch(
    /cdk\.out\/Shop\.template\.json:\d+ "cdk synth" writes this template: in the CDK app, take PAYMENTS_KEY from Shop\/Charge/,
  )
  expect(stdout).not.toMatch(/no code|ping\.js|key\.test\.ts|asset\./)
  expect((await local.secrets.getSecretValue({ SecretId: 'dev/charge/payments-key' })).SecretString).toBe(value)
  expect((await local.secrets.getSecretValue({ SecretId: 'dev/ping/ping-token' })).SecretString).toBe(`${value}-ping`)
  expect(read('src/secrets.ts')).toContain("export const paymentsKey = /* @__PURE__ */ text('{stage}/charge/payments-key')")
  expect(read('ping/secrets.ts')).toContain("export const pingToken = /* @__PURE__ */ text('{stage}/ping/ping-token')")
  expect(sources()).toEqual(before.with(Object.keys(files).indexOf('elsewhere/index.js'), ''))
  expect(readdirSync(join(local.cwd, 'cdk.out'), { recursive: true }).sort()).toEqual(synthesized)
  expect(stdout + stderr).not.toContain(value)
})

test('nothing is stored for a function whose source is not in the project, and that is said', async () => {
  const { stdout } = await sallyport(local, ['adopt', '--local', '--dry-run', '--json', '--only', 'FAR_TOKEN'])
  expect(JSON.parse(stdout)).toMatchObject({
    secrets: expect.arrayContaining([expect.objectContaining({ id: 'FAR_TOKEN', state: 'notUsed' })]),
    byHand: [
      {
        file: 'cdk.out/Shop.template.json',
        variable: 'FAR_TOKEN',
        advice: expect.stringMatching(/^function Far is known by what its build made alone, .*"entry" .* in sallyport\.config\.ts/),
      },
    ],
  })
})

test('the construct is shown with the source to be named, as nobody can use a file that a synth wrote', async () => {
  const { status, stderr } = await sallyport(local, ['grant', 'Charge', '--form', 'cdk'])
  expect(status, stderr).toBe(0)
  expect(stderr).toContain(`new SallyportGrant(this, 'ChargeSecrets', { function: charge, entry: 'SOURCE' })`)
  expect(stderr).toContain('put the path of its source file in the place of SOURCE, as only what its build made is known')
  const refused = await sallyport(local, ['grant', 'Charge', '--write', '--yes'])
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("entry: 'SOURCE'")])
  expect(stderr + refused.stderr).not.toContain('asset.')
})

test('a configuration that names its source makes that known', async () => {
  writeFileSync(join(local.cwd, 'elsewhere/index.ts'), 'export const handler = async () => process.env["FAR_TOKEN"]\n')
  writeFileSync(
    join(local.cwd, 'sallyport.config.ts'),
    `export default { template: 'cdk.out', functions: { Far: { entry: 'elsewhere/index.ts' } } }\n`,
  )
  const { stdout, stderr } = await sallyport(local, ['adopt', '--local', '--dry-run', '--json', '--only', 'FAR_TOKEN'])
  expect(JSON.parse(stdout || stderr)).toMatchObject({
    secrets: expect.arrayContaining([expect.objectContaining({ id: 'FAR_TOKEN', state: 'new' })]),
    byHand: expect.arrayContaining([expect.objectContaining({ file: 'elsewhere/index.ts', line: 1 })]),
  })
  expect(existsSync(join(local.cwd, 'elsewhere/secrets.ts'))).toBe(false)
})
