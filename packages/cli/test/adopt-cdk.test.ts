// A CDK app: what "cdk synth" writes is read, and never edited.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { linkRuntime, writeFiles } from './running/written-files.ts'

const value = 'planted-Zk3vQ9mXr27LbTfWc81'
const template = {
  Resources: {
    Charge8F2A: lambda('Charge', { PAYMENTS_KEY: value }, 'asset.charge'),
    Built91C0: lambda('Built', { BUILT_KEY: `${value}-built` }, 'asset.built'),
  },
}

function lambda(id: string, Variables: object, asset: string): object {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::123456789012:role/shop',
      Environment: { Variables },
      Code: { S3Bucket: 'assets', S3Key: 'x.zip' },
    },
    Metadata: { 'aws:cdk:path': `ShopStack/${id}/Resource`, 'aws:asset:path': asset },
  }
}

let local: Running
const read = (file: string) => readFileSync(join(local.cwd, file), 'utf8')
const synthesized = () => readdirSync(join(local.cwd, 'cdk.out'), { recursive: true }).sort().join(' ')

beforeAll(async () => {
  local = await runningLocal()
  const manifest = {
    version: '48.0.0',
    artifacts: { ShopStack: { type: 'aws:cloudformation:stack', properties: { templateFile: 'ShopStack.template.json' } } },
  }
  const files = {
    'cdk.json': '{ "app": "node app.js" }',
    'package.json': '{ "name": "shop", "type": "module" }',
    'src/charge.ts': 'export const handler = async () => [process.env.PAYMENTS_KEY]\n',
    'cdk.out/manifest.json': JSON.stringify(manifest),
    'cdk.out/ShopStack.template.json': JSON.stringify(template, null, 1),
    'cdk.out/asset.charge/index.js': '// src/charge.ts\nexports.handler = async () => [process.env.PAYMENTS_KEY]\n',
    'cdk.out/asset.built/index.js': 'exports.handler=async()=>[process.env.BUILT_KEY]\n',
  }
  writeFiles(local.cwd, files)
  linkRuntime(local.cwd)
})
afterAll(() => local.stop())

test('the secret is stored and declared, and the CDK app and the code are left to a person, with what to change', async () => {
  const before = [synthesized(), read('cdk.out/ShopStack.template.json'), read('src/charge.ts')]
  const { status, stdout, stderr } = await sallyport(local, ['adopt', '--local', '--yes'])
  expect(status, stderr).toBe(1)
  expect(stdout).toMatch(
    /change this yourself: cdk\.out\/ShopStack\.template\.json:\d+ "cdk synth" writes this template: in the CDK app, take PAYMENTS_KEY from ShopStack\/Charge and grant it/,
  )
  expect(stdout).toContain(
    'change this yourself: src/charge.ts:1 reads PAYMENTS_KEY: write (await paymentsKey.get()).reveal() in an async function, once its role may read the secret',
  )
  expect((await local.secrets.getSecretValue({ SecretId: 'dev/charge/payments-key' })).SecretString).toBe(value)
  expect(read('src/secrets.ts')).toContain("export const paymentsKey = /* @__PURE__ */ text('{stage}/charge/payments-key')")
  expect([synthesized(), read('cdk.out/ShopStack.template.json'), read('src/charge.ts')]).toEqual(before)
  expect(stdout + stderr).not.toContain(value)
})

test('a function that is known by what its build made alone is told, and nothing is stored for it', async () => {
  const { stdout } = await sallyport(local, ['adopt', '--local', '--dry-run', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    secrets: expect.arrayContaining([expect.objectContaining({ id: 'BUILT_KEY', state: 'notUsed' })]),
    byHand: expect.arrayContaining([expect.objectContaining({ advice: expect.stringContaining('known by what its build made alone') })]),
  })
})
