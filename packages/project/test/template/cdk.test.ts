import { spawn } from 'node:child_process'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { lacks } from '../../../../test/platform.ts'
import { functionOf } from '../../src/configuration/function-of.ts'
import { loadProject } from '../../src/configuration/load-project.ts'
import { templateIn } from '../../src/template/template.ts'
import { inFolder } from '../project-folder.ts'
import { install } from '../workspace.ts'

const app = `import { App, RemovalPolicy, SecretValue, Stack, Stage } from 'aws-cdk-lib'
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda'
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'

class Shop extends Stack {
  constructor(scope, id) {
    super(scope, id)
    const runtime = Runtime.NODEJS_22_X
    const stripe = new Secret(this, 'Stripe', { secretName: 'prod/stripe' })
    const checkout = new NodejsFunction(this, 'Checkout', {
      runtime,
      entry: 'src/checkout.ts',
      bundling: { sourceMap: true },
      environment: {
        STRIPE: stripe.secretArn,
        UNNAMED: new Secret(this, 'Unnamed').secretArn,
        CRM: Secret.fromSecretNameV2(this, 'Crm', 'prod/crm').secretArn,
        PLAIN: stripe.secretValueFromJson('key').unsafeUnwrap(),
        OTHER: SecretValue.secretsManager('prod/other', { jsonField: 'key' }).unsafeUnwrap(),
        WEATHER: StringParameter.fromStringParameterName(this, 'Weather', '/prod/weather').parameterName,
        LOG: 'info',
      },
    })
    stripe.grantRead(checkout)
    new NodejsFunction(this, 'Refund', { runtime, entry: 'src/refund.ts', functionName: 'shop-refund' })
    new Function(this, 'Copied', { runtime, handler: 'lib/copied.handler', code: Code.fromAsset('copied') })
    new Function(this, 'Snake', { runtime: Runtime.PYTHON_3_13, handler: 'index.handler', code: Code.fromInline('x') })
    new Bucket(this, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true })
  }
}

// as the command "cdk synth" asks for it
const app = new App({ context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true } })
new Shop(app, 'ShopStack')
class Live extends Stage {
  constructor(scope, id) {
    super(scope, id)
    const stack = new Stack(this, 'Live')
    new Function(stack, 'Pinger', { runtime: Runtime.NODEJS_22_X, handler: 'lib/copied.handler', code: Code.fromAsset('copied') })
  }
}
new Live(app, 'Live')
app.synth()
`

const files = {
  'cdk.json': '{ "app": "node app.mjs" }',
  'package.json': '{ "name": "shop" }',
  'package-lock.json': '{}',
  'app.mjs': app,
  'src/checkout.ts': `import { name } from './name'\nexport const handler = async () => name`,
  'src/name.ts': `export const name: string = 'checkout'`,
  'src/refund.ts': 'export const handler = async () => 1',
  'copied/lib/copied.js': 'exports.handler = async () => 1',
}

/** Runs the app with the real CDK library, which writes `cdk.out`. */
async function synthesise(root: string): Promise<void> {
  await install(root, 'aws-cdk-lib', 'constructs', 'esbuild')
  await mkdir(join(root, 'node_modules/.bin'), { recursive: true })
  await symlink('../esbuild/bin/esbuild', join(root, 'node_modules/.bin/esbuild'))
  const env = { ...process.env, CDK_OUTDIR: 'cdk.out', CDK_DEFAULT_REGION: '', CDK_DEFAULT_ACCOUNT: '' }
  const child = spawn(process.execPath, ['app.mjs'], { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [complaint, code] = await Promise.all([text(child.stderr), new Promise((resolve) => child.on('exit', resolve))])
  if (code !== 0) throw new Error(`the CDK app failed: ${complaint}`)
}

test.skipIf(lacks('file links'))('reads what CDK synthesised: functions, their sources, roles and environments', { timeout: 180_000 }, () =>
  inFolder(files, async (root) => {
    const unsynthesised = await loadProject(root)
    expect(() => functionOf(unsynthesised, 'Checkout')).toThrow('its functions are known once "cdk synth" has run')

    await synthesise(root)
    const project = await loadProject(join(root, 'src'))
    expect(project.root).toBe(root)
    expect(
      project.functions.map(({ name, entry, template }) => [
        name,
        entry.slice(root.length + 1).replace(/asset\.\w+/, 'asset'),
        template?.code,
      ]),
    ).toEqual([
      ['Checkout', 'src/checkout.ts', expect.objectContaining({ toldBy: 'source map' })],
      ['shop-refund', 'src/refund.ts', expect.objectContaining({ toldBy: 'comment' })],
      ['Copied', 'cdk.out/asset/lib/copied.js', expect.objectContaining({ toldBy: 'build' })],
      ['Pinger', 'cdk.out/asset/lib/copied.js', expect.objectContaining({ toldBy: 'build' })],
    ])

    const checkout = functionOf(project, 'Checkout')
    expect(functionOf(project, checkout.template?.logicalId ?? '')).toBe(checkout)
    expect(functionOf(project, 'src/checkout.ts')).toBe(checkout)
    expect(checkout.environment).toMatchObject({ STRIPE: 'prod/stripe', CRM: 'prod/crm', WEATHER: '/prod/weather', LOG: 'info' })
    expect(checkout.unknownEnvironment).toMatchObject({
      UNNAMED: {
        file: 'cdk.out/ShopStack.template.json',
        reason: expect.stringMatching(/^it is the ARN of the secret Unnamed\w+, which has no Name/),
      },
      PLAIN: { reason: 'it holds the value of secret prod/stripe itself, in plain text' },
    })
    expect(checkout.template?.environment['OTHER']?.value).toMatchObject({ kind: 'dynamic', name: 'prod/other', field: 'key' })
    expect(checkout.template?.role).toMatchObject({ kind: 'resource', name: undefined })
    expect(checkout.template?.policies).toMatchObject([
      { form: 'inline', statements: [{ Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'] }] },
      { form: 'managed' },
    ])
    expect(() => functionOf(project, 'Snake')).toThrow(/ShopStack\.template\.json:\d+ runs on python3\.13, which is not Node\.js/)

    // without the metadata that the command asks for, as in a pipeline of its own
    const file = join(root, 'cdk.out/ShopStack.template.json')
    const bare = (await readFile(file, 'utf8')).replaceAll(/"aws:(cdk|asset):[^"]*": [^\n]*\n/g, '').replaceAll(/,\s*\}/g, '}')
    const functions = templateIn(file, bare, { root, cdkApp: root }).functions.filter(({ isOfCdk }) => !isOfCdk)
    expect(functions.map(({ code }) => code.kind)).toEqual(['file', 'file', 'file', 'otherRuntime'])
  }),
)
