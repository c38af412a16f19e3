// The example as users deploy it: bundled as an ES module, unbundled as CommonJS beside the packed runtime, and, under the very same grant,
// with the unmodified AWS SDK in the runtime's place.
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { CreateFunctionCommand, GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda'
import { type BuildOptions, build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { type AwsClients, awsClients } from '../demo/aws-clients.ts'
import { freshProject } from '../demo/fresh-project.ts'
import { type CommandPlace, sallyportJson, startLoopback } from '../demo/sallyport-command.ts'
import { newKey } from '../demo/scene.ts'
import { order } from '../demo/url-requests.ts'
import { type PaymentApi, startPaymentApi } from './payment-api.ts'
import { orderIn } from './src/charge.ts'

let folder: string
let payments: PaymentApi
let aws: Awaited<ReturnType<typeof startLoopback>>
let clients: AwsClients
let place: CommandPlace

const key = newKey()

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-checkout-')))
  payments = await startPaymentApi()
  payments.accept(key)
  await freshProject(join(folder, 'project'))
  const own = {
    XDG_CONFIG_HOME: join(folder, 'configuration'),
    SALLYPORT_LOCAL: join(folder, 'aws'),
    SALLYPORT_STAGE: 'dev',
    PAYMENTS_URL: payments.url,
  }
  place = { cwd: join(folder, 'project'), env: { PATH: process.env['PATH'], HOME: folder, ...own }, printed: [] }
  aws = await startLoopback(join(folder, 'aws'), place)
  clients = awsClients(aws)
  await sallyportJson(['put', '{stage}/payments', '--kind', 'api-key', '--local'], place, { input: key })
}, 120_000)

afterAll(async () => {
  clients?.close()
  await aws?.stop()
  await payments?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('charges an order as a bundled ES module, granted by what its code reaches', async () => {
  const event = JSON.stringify({ body: JSON.stringify(order()) })
  const invoked = await sallyportJson<{ payload: string; deployed: string }>(['invoke', 'checkout', '--local', '--payload', event], place)
  expect(invoked.deployed).toBe('created')
  expect(JSON.parse(invoked.payload)).toMatchObject({ statusCode: 200, body: expect.stringContaining('succeeded') })
})

test('charges an order as unbundled CommonJS beside the packed runtime', async () => {
  const files = await compiled('unbundled', {
    bundle: false,
    entryPoints: ['charge', 'handler', 'secrets'].map((name) => join(place.cwd, 'src', `${name}.ts`)),
  })
  await cp(join(place.cwd, 'node_modules', 'sallyport'), join(files, 'node_modules', 'sallyport'), { recursive: true })
  expect(await invokedAs('checkout-commonjs', files)).toMatchObject({ statusCode: 200 })
})

test('charges an order with the unmodified AWS SDK under the same grant', async () => {
  const files = await compiled('with-sdk', {
    bundle: true,
    entryPoints: { handler: join(import.meta.dirname, 'src', 'handler-with-sdk.ts') },
  })
  expect(await invokedAs('checkout-with-sdk', files)).toMatchObject({ statusCode: 200 })
})

test('answers 502 for an answer of the payment API that is not a charge, and 400 for an order that is none', async () => {
  payments.revoke(key)
  const refused = await sallyportJson<{ payload: string }>(
    ['invoke', 'checkout', '--local', '--payload', JSON.stringify({ body: JSON.stringify(order()) })],
    place,
  )
  payments.accept(key)
  expect(JSON.parse(refused.payload)).toMatchObject({ statusCode: 502, body: expect.stringContaining('401') })
  const wrong = await sallyportJson<{ payload: string }>(['invoke', 'checkout', '--local', '--payload', '{"body":"{}"}'], place)
  expect(JSON.parse(wrong.payload)).toEqual({ statusCode: 400, body: JSON.stringify({ error: 'order is not a text' }) })
})

test.each([
  [undefined, 'the body is not JSON: send { "order": "…", "amountCents": 1999 }'],
  ['null', 'order is not a text'],
  ['{"order":"o","amountCents":0.5}', 'amountCents is not a whole number above 0'],
  ['{"order":"o","amountCents":-1}', 'amountCents is not a whole number above 0'],
  ['{"order":"o","amountCents":1}', { order: 'o', amountCents: 1 }],
])('reads the body %s', (body, expected) => {
  expect(orderIn(body)).toEqual(expected)
})

test('the template grants what grant writes', async () => {
  const { policy } = await sallyportJson<{ policy: { Statement: { Resource: string[] }[] } }>(['grant', 'checkout', '--local'], place)
  const [resource] = policy.Statement[0]?.Resource ?? []
  const template = await readFile(join(import.meta.dirname, 'template.yaml'), 'utf8')
  const inTemplate = /Resource: !Sub ["'](.+)["']/.exec(template)?.[1]
  const values: Record<string, string> = {
    'AWS::Partition': 'aws',
    'AWS::Region': aws.region,
    'AWS::AccountId': aws.accountId,
    Stage: 'dev',
  }
  const substituted = inTemplate?.replace(/\$\{([^}]+)\}/g, (_, name: string) => values[name] ?? name)
  expect(substituted).toBe(resource)
})

async function compiled(name: string, options: BuildOptions): Promise<string> {
  const outdir = join(folder, name)
  await mkdir(outdir)
  await build({ ...options, outdir, format: 'cjs', platform: 'node', target: 'node20' })
  // esbuild leaves the imports of unbundled files as they were written
  for (const file of options.bundle === false ? await readdir(outdir) : []) {
    const text = (await readFile(join(outdir, file), 'utf8')).replaceAll(/require\("(\.\/[^"]+)\.ts"\)/g, 'require("$1.js")')
    await writeFile(join(outdir, file), text)
  }
  return outdir
}

async function invokedAs(FunctionName: string, files: string): Promise<unknown> {
  const { Configuration } = await clients.lambda.send(new GetFunctionCommand({ FunctionName: 'checkout' }))
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: Configuration?.Role,
      Runtime: 'nodejs24.x',
      Handler: 'handler.handler',
      Timeout: 10,
      Environment: { Variables: { SALLYPORT_STAGE: 'dev', PAYMENTS_URL: payments.url } },
      Code: { ZipFile: await zipOf(files) },
    }),
  )
  const { Payload, FunctionError } = await clients.lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify({ body: JSON.stringify(order()) }) }),
  )
  expect(FunctionError).toBeUndefined()
  return JSON.parse(Buffer.from(Payload ?? []).toString())
}

async function zipOf(files: string): Promise<Buffer> {
  const zip = new ZipFile()
  for (const entry of await readdir(files, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) zip.addFile(path, path.slice(files.length + 1))
  }
  zip.end()
  return buffer(zip.outputStream as unknown as AsyncIterable<Buffer>) // yazl types its stream as the older interface
}
