// Follows docs/cdk.md word by word: its files, its commands, an app that is synthesized, and a policy that decides as the page says.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compilePolicy, evaluate, parsePolicy } from '@sallyport/iam'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blocksOf, linesOf, root } from './documents.ts'

const blocks = blocksOf('docs/cdk.md')
const bin = join(root, 'packages', 'sallyport', 'bin', 'sallyport.mjs')
const app = mkdtempSync(join(tmpdir(), 'sallyport-docs-cdk-'))
const home = mkdtempSync(join(tmpdir(), 'sallyport-home-'))
const env = { PATH: process.env['PATH'] ?? '', HOME: home } // no credentials, no region

beforeAll(() => {
  for (const folder of ['src', 'lib', 'bin', 'dist']) mkdirSync(join(app, folder))
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'), 'junction')
  writeFileSync(join(app, 'package.json'), '{ "name": "shop", "private": true }') // CommonJS, as "cdk init" makes it
  writeFileSync(join(app, 'cdk.json'), '{ "app": "node built/bin/shop.js" }')
  for (const { language, file, text } of blocks) if (language === 'ts' && file) write(/^\/\/ (\S+)/.exec(text)?.[1] ?? file, text)
  for (const line of commands()) runAs(line)
  const bundled = ['src/checkout.ts', '--bundle', '--platform=node', '--sourcemap', '--outfile=dist/checkout.js']
  const isBatchFile = process.platform === 'win32' // which only a shell starts
  execFileSync(join(root, 'node_modules', '.bin', 'esbuild'), bundled, { cwd: app, stdio: 'ignore', shell: isBatchFile })
  const options = { module: 'node16', target: 'es2022', strict: true, skipLibCheck: true, types: ['node'] }
  write('tsconfig.json', JSON.stringify({ compilerOptions: { ...options, outDir: 'built', rootDir: '.' }, include: ['bin', 'lib', 'src'] }))
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', app], { encoding: 'utf8' })
}, 120_000)
afterAll(() => {
  for (const folder of [app, home]) rmSync(folder, { recursive: true, force: true })
})

const write = (file: string, text: string) => writeFileSync(join(app, file), text)
const sallyport = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], { cwd: app, env, encoding: 'utf8' })

/** The page's commands; what npm would install is linked already. */
function commands(): string[] {
  const lines = linesOf(blocks)
  expect(lines.length).toBeGreaterThan(2)
  return lines.filter((line) => !line.startsWith('npm install '))
}

function runAs(line: string): void {
  const [npx, name, ...args] = line.split(' ')
  expect([npx, name]).toEqual(['npx', 'sallyport'])
  const { status, stderr } = sallyport(...args)
  expect(status, stderr).toBe(0)
}

/** What the "cdk" command has an app write beside the resources. */
const asOfCommand = JSON.stringify({ 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true })

function synth() {
  const done = spawnSync(process.execPath, ['built/bin/shop.js'], {
    cwd: app,
    env: { ...env, CDK_OUTDIR: join(app, 'cdk.out'), CDK_CONTEXT_JSON: asOfCommand },
    encoding: 'utf8',
  })
  return { status: done.status, stderr: done.stderr }
}

/** Whether the role that the stack gives the function may read a secret, by every policy that is attached to it. */
function mayRead(stack: string, secret: string): boolean {
  const template = Template.fromJSON(JSON.parse(readFileSync(join(app, 'cdk.out', `${stack}.template.json`), 'utf8')))
  const [checkout] = Object.values(template.findResources('AWS::Lambda::Function'))
  expect(checkout?.['DependsOn']).toContainEqual(expect.stringMatching(/^CheckoutSecretsPolicy/))
  const [role] = checkout?.['Properties'].Role['Fn::GetAtt'] ?? []
  const attached = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: Match.arrayWith([{ Ref: role }]) } }))
  expect(attached.length).toBeGreaterThan(0)
  const policies = attached.map(({ Properties: { PolicyDocument: document } }, index) =>
    compilePolicy(`policy ${index}`, parsePolicy(JSON.stringify(deployed(document)))),
  )
  const resource = `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${secret}-AbCdEf`
  const context = { 'secretsmanager:VersionStage': 'AWSCURRENT' }
  return evaluate(policies, { action: 'secretsmanager:GetSecretValue', resource, context }).allowed
}

/** Newer versions of CDK write what they warn of beside the manifest. */
function metadataOf(stack: string): string {
  const file = join(app, 'cdk.out', `${stack}.metadata.json`)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** What CloudFormation makes of `Fn::Sub` with its pseudo parameters. */
function deployed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deployed)
  if (typeof value !== 'object' || value === null) return value
  if ('Fn::Sub' in value)
    return String(value['Fn::Sub'])
      .replaceAll(`\${AWS::Partition}`, 'aws')
      .replaceAll(`\${AWS::Region}`, 'eu-west-1')
      .replaceAll(`\${AWS::AccountId}`, '111122223333')
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deployed(each)]))
}

test('each stack lets its function read what the code reads, in its own stage, and nothing else', () => {
  const { status, stderr } = synth()
  expect(status, stderr).toBe(0)
  expect(mayRead('ShopDev', 'dev/stripe')).toBe(true)
  expect(mayRead('ShopProd', 'prod/stripe')).toBe(true)
  for (const secret of ['prod/stripe', 'dev/crm', 'dev/stripe-live']) expect(mayRead('ShopDev', secret), secret).toBe(false)
}, 120_000)

test('a secret that the code comes to read is granted by the next synth, and what the app grants by itself stays', () => {
  const stack = readFileSync(join(app, 'built/lib/shop-stack.js'), 'utf8')
  const granting = `checkout.addToRolePolicy(new (require('aws-cdk-lib/aws-iam').PolicyStatement)({
    actions: ['secretsmanager:GetSecretValue'], resources: ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/report-AbCdEf'] }));\n`
  write('built/lib/shop-stack.js', stack.replace('new sallyport_grant_1', `${granting}new sallyport_grant_1`))
  write(
    'src/checkout.ts',
    `import { getSecret } from '@aws-lambda-powertools/parameters/secrets'
import { crm } from './secrets'
export const handler = async (event: { name: string }) => [await crm.get(), await getSecret(event.name)]\n`,
  )
  const { status, stderr } = synth()
  expect(status, stderr).toBe(0)
  expect(mayRead('ShopDev', 'dev/crm')).toBe(true)
  expect(mayRead('ShopDev', 'dev/stripe')).toBe(false)
  expect(mayRead('ShopDev', 'shop/report')).toBe(true)
  const manifest = readFileSync(join(app, 'cdk.out', 'manifest.json'), 'utf8') + metadataOf('ShopDev')
  expect(manifest).toMatch(/src\/checkout\.ts:3 reads by Powertools what is not granted, as /)
}, 120_000)

test('the command compares with what the app wrote, and says what to write into the app', () => {
  write('src/checkout.ts', `import { stripe } from './secrets'\nexport const handler = async () => stripe.get()\n`)
  const { status, stderr, stdout } = sallyport('grant', 'Checkout', '--stage', 'dev')
  expect(status, stderr).toBe(0)
  expect(stderr).toMatch(/^-.*secret:dev\/crm-\?{6}/m)
  expect(stderr).toMatch(/^\+.*secret:dev\/stripe-\?{6}/m)
  expect(stderr).toMatch(
    /the role has also CheckoutServiceRoleDefaultPolicy\w+ \(inline, cdk\.out\/ShopDev\.template\.json:\d+\), which is not touched/,
  )
  expect(stderr).toContain('beside the function in the CDK app: new SallyportGrant(this')
  expect(stdout).toBe('') // no resource: in the app there is nothing else to paste

  const refused = sallyport('grant', 'Checkout', '--write', '--yes')
  expect(refused.status).toBe(2)
  expect(refused.stderr).toContain(`new SallyportGrant(this, 'CheckoutSecrets', { function: checkout, entry: 'src/checkout.ts' })`)
})

test('a function whose reads cannot be told fails the synth, with file and line', () => {
  write('src/checkout.ts', `export const handler = async (event: { file: string }) => import(event.file)\n`)
  const { status, stderr } = synth()
  expect(status).not.toBe(0)
  expect(stderr).toMatch(/sallyport grant src\/checkout\.ts --form cdk --json --stage dev: .*src\/checkout\.ts:1/)
})

test('the construct is written over itself, and over no other file', () => {
  write('src/checkout.ts', `import { stripe } from './secrets'\nexport const handler = async () => stripe.get()\n`)
  const again = sallyport('grant', 'src/checkout.ts', '--form', 'cdk', '--out', 'lib/sallyport-grant.ts')
  expect(again.status, again.stderr).toBe(0)
  const { status, stderr } = sallyport('grant', 'src/checkout.ts', '--form', 'cdk', '--out', 'lib/shop-stack.ts')
  expect([status, stderr]).toEqual([1, expect.stringContaining('lib/shop-stack.ts is there already')])
})

test('a secret under a key of the app is decrypted once the key is handed over, through the service alone; the command tells that it is not', () => {
  const stack = readFileSync(join(app, 'built/lib/shop-stack.js'), 'utf8')
  write('src/checkout.ts', `import { stripe } from './secrets'\nexport const handler = async () => stripe.get()\n`)
  const secret = `const key = new (require('aws-cdk-lib/aws-kms').Key)(this, 'Key')
    new (require('aws-cdk-lib/aws-secretsmanager').Secret)(this, 'Stripe', { secretName: \`\${stage}/stripe\`, encryptionKey: key });\n`
  const withKey = stack.replace('new sallyport_grant_1', `${secret}new sallyport_grant_1`)
  write('built/lib/shop-stack.js', withKey)
  expect(synth().status).toBe(0)
  const told = /dev\/stripe is under the key \$\{Key\w+\.Arn\}, which the role may not decrypt with: hand the key to SallyportGrant/
  expect(sallyport('grant', 'Checkout', '--stage', 'dev').stderr).toMatch(told)

  write('built/lib/shop-stack.js', withKey.replace("entry: 'src/checkout.ts',", "entry: 'src/checkout.ts', keys: [key],"))
  const { status, stderr } = synth()
  expect(status, stderr).toBe(0)
  const template = Template.fromJSON(JSON.parse(readFileSync(join(app, 'cdk.out', 'ShopDev.template.json'), 'utf8')))
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Sid: 'SallyportDecryptSecretsByKey',
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
          Condition: {
            StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
            ArnLike: { 'kms:EncryptionContext:SecretARN': [{ 'Fn::Sub': Match.stringLikeRegexp('secret:dev/stripe-') }] },
          },
        },
      ]),
    },
  })
  const same = sallyport('grant', 'Checkout', '--stage', 'dev').stderr
  expect(sallyport('grant', 'Checkout').stderr).toBe(same) // by the stage that the app gives the function
  expect(same).not.toMatch(told)
  expect(same).toContain('shows no difference')
  write('built/lib/shop-stack.js', stack)
}, 240_000)
