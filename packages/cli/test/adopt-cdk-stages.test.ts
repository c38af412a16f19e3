// A CDK app with a stack for each stage, as docs/cdk.md has it: each stack has the functions of the same sources, with values of its own.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { linkRuntime, writeFiles } from './running/written-files.ts'

const value = 'planted-Zk3vQ9mXr27LbTfWc81'
const stages = ['dev', 'prod'] as const

function stack(stage: (typeof stages)[number]): object {
  const name = `Shop-${stage}`
  return {
    Parameters: { PayPassword: { Type: 'String', NoEcho: true } },
    Resources: {
      Charge8F2A: lambda(name, 'Charge', { PAYMENTS_KEY: `${value}-${stage}`, SALLYPORT_STAGE: stage }),
      Pay5C1E: lambda(name, 'Pay', { PAY_PASSWORD: { Ref: 'PayPassword' }, SALLYPORT_STAGE: stage }),
      Bill91C0: lambda(name, 'Bill', { BILL_KEY: `${value}-bill-${stage}` }),
      Ship7D04: lambda(name, 'Ship', { SHIP_KEY: '{{resolve:secretsmanager:dev/shared}}', SALLYPORT_STAGE: stage }),
    },
  }
}

function lambda(stackName: string, id: string, Variables: object): object {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: 'arn:aws:iam::123456789012:role/shop',
      Environment: { Variables },
      Code: { S3Bucket: 'assets', S3Key: 'x.zip' },
    },
    Metadata: { 'aws:cdk:path': `${stackName}/${id}/Resource`, 'aws:asset:path': `asset.${id.toLowerCase()}` },
  }
}

let local: Running
const read = (file: string) => readFileSync(join(local.cwd, file), 'utf8')
const stored = async (SecretId: string) => (await local.secrets.getSecretValue({ SecretId })).SecretString

beforeAll(async () => {
  local = await runningLocal()
  const artifact = (stage: string) => [
    `Shop-${stage}`,
    { type: 'aws:cloudformation:stack', properties: { templateFile: `Shop-${stage}.template.json` } },
  ]
  const files = {
    'cdk.json': '{ "app": "node app.js" }',
    'package.json': '{ "name": "shop", "type": "module" }',
    'cdk.out/manifest.json': JSON.stringify({ version: '48.0.0', artifacts: Object.fromEntries(stages.map(artifact)) }),
    ...Object.fromEntries(stages.map((stage) => [`cdk.out/Shop-${stage}.template.json`, JSON.stringify(stack(stage), null, 1)])),
    ...Object.fromEntries(
      Object.entries({ charge: 'PAYMENTS_KEY', pay: 'PAY_PASSWORD', bill: 'BILL_KEY', ship: 'SHIP_KEY' }).flatMap(([name, variable]) => [
        [`src/${name}.ts`, `export const handler = async () => [process.env.${variable}]\n`],
        [`cdk.out/asset.${name}/index.js`, `// src/${name}.ts\nexports.handler = async () => [process.env.${variable}]\n`],
      ]),
    ),
  }
  writeFiles(local.cwd, files)
  linkRuntime(local.cwd)
})
afterAll(() => local.stop())

test('of a function in the stacks of two stages one secret is declared, and each value is stored in its own stage', async () => {
  const { status, stdout, stderr } = await sallyport(local, ['adopt', '--local', '--yes', '--only', 'PAYMENTS_KEY'])
  expect(status, stderr).toBe(1)
  expect(stdout).toMatch(/^PAYMENTS_KEY\tsecret dev\/charge\/payments-key, prod\/charge\/payments-key \(text paymentsKey\)\tstored\t/m)
  expect(await stored('dev/charge/payments-key')).toBe(`${value}-dev`)
  expect(await stored('prod/charge/payments-key')).toBe(`${value}-prod`)
  expect(read('src/secrets.ts').match(/^export const .*/gm)).toEqual([
    "export const paymentsKey = /* @__PURE__ */ text('{stage}/charge/payments-key')",
  ])
  expect(stdout).toContain('src/charge.ts:1 reads PAYMENTS_KEY: write (await paymentsKey.get()).reveal() in an async function')
  expect(stdout).toContain('take PAYMENTS_KEY from Shop-dev/Charge and grant it what "sallyport grant Charge --form cdk" says')
  expect(stdout).toContain('take PAYMENTS_KEY from Shop-prod/Charge and grant it what "sallyport grant Shop-prod-Charge --form cdk" says')
  expect(stdout).not.toContain('SALLYPORT_STAGE')
  expect(stderr).not.toContain('alone')
  expect(stdout + stderr).not.toContain(value)
})

test('a secret that exists and is shared by both stages keeps the one name it has', async () => {
  await local.secrets.createSecret({ Name: 'dev/shared', SecretString: `${value}-shared` })
  const { stdout } = await sallyport(local, ['adopt', '--local', '--dry-run', '--json', '--only', 'SHIP_KEY'])
  const { secrets } = JSON.parse(stdout)
  const shared = secrets.filter(({ id }: { id: string }) => id.includes('SHIP_KEY'))
  expect(shared.map(({ name, alsoNamed }: { name: string; alsoNamed?: string[] }) => [name, alsoNamed])).toEqual([
    ['dev/shared', undefined],
  ])
  expect(stdout).not.toContain('{stage}/shared')
})

test('a second run finds both', async () => {
  const { stdout } = await sallyport(local, ['adopt', '--local', '--dry-run', '--json', '--only', 'PAYMENTS_KEY'])
  const { secrets } = JSON.parse(stdout)
  expect(secrets.find(({ id }: { id: string }) => id === 'PAYMENTS_KEY')).toMatchObject({
    state: 'same',
    name: 'dev/charge/payments-key',
    alsoNamed: ['prod/charge/payments-key'],
  })
})

test('a value that a person types is of the stage that was asked for, and what the others need is told', async () => {
  writeFileSync(join(local.cwd, 'values.env'), `PAY_PASSWORD=${value}-typed\n`)
  const { status, stdout, stderr } = await sallyport(local, [
    ...['adopt', '--local', '--yes', '--only', 'PAY_PASSWORD', '--force', '--values', 'values.env'],
  ])
  expect(status, stderr).toBe(1)
  expect(await stored('dev/pay/pay-password')).toBe(`${value}-typed`)
  await expect(stored('prod/pay/pay-password')).rejects.toThrow(/can't find/)
  expect(stderr).toContain('stored for stage dev alone: store the values of prod before it is deployed there')
  expect(stderr).toContain('sallyport put prod/pay/pay-password --local')
  expect(stdout + stderr).not.toContain(value)
})

test('functions without a stage have secrets of their own, told and named by their stacks, and are to be given their stage', async () => {
  const { stdout } = await sallyport(local, ['adopt', '--local', '--dry-run', '--json', '--only', 'BILL_KEY'])
  const { secrets, byHand } = JSON.parse(stdout)
  expect(
    secrets.filter(({ state }: { state: string }) => state === 'new').map(({ id, name }: Record<string, string>) => [id, name]),
  ).toEqual([
    ['BILL_KEY of Shop-dev-Bill91C0', 'dev/bill/bill-key'],
    ['BILL_KEY of Shop-prod-Bill91C0', 'dev/shop-prod-bill/bill-key'],
  ])
  expect(byHand).toContainEqual(
    expect.objectContaining({
      advice: expect.stringMatching(
        /take BILL_KEY from Shop-prod\/Bill and grant it what .*Shop-prod-Bill --form cdk" says, and set SALLYPORT_STAGE/,
      ),
    }),
  )
  const choices = await sallyport(local, ['adopt', '--local', '--dry-run', '--json', '--only', 'BILL_KEY of Shop-prod-Bill91C0'])
  expect(JSON.parse(choices.stdout).secrets.filter(({ state }: { state: string }) => state === 'new')).toHaveLength(1)
})

test('grant of a function without a stage shows what goes into the app, and that it is to be given its stage', async () => {
  writeFileSync(
    join(local.cwd, 'src/secrets.ts'),
    "import { text } from 'sallyport'\nexport const billKey = text('{stage}/bill/bill-key')\n",
  )
  writeFileSync(
    join(local.cwd, 'src/bill.ts'),
    "import { billKey } from './secrets'\nexport const handler = async () => (await billKey.get()).reveal().length\n",
  )
  const shown = await sallyport(local, ['grant', 'Bill', '--form', 'cdk', '--region', 'us-east-1'])
  expect(shown.status, shown.stderr).toBe(0)
  expect(shown.stderr).toContain(`new SallyportGrant(this, 'BillSecrets', { function: bill, entry: 'src/bill.ts' })`)
  expect(shown.stderr).toContain('its code takes {stage} from SALLYPORT_STAGE, which the app does not give to Bill: set it there')
  expect(shown.stderr).not.toMatch(/^[+-]/m)
  const written = await sallyport(local, ['grant', 'Bill', '--form', 'cdk', '--out', 'lib/grant.ts', '--region', 'us-east-1'])
  expect(written.status, written.stderr).toBe(0)
  expect(shown.stdout + shown.stderr + written.stdout + written.stderr).not.toContain('_-Stage-_')
})

test('a synth whose construct asks by the entry is refused where nobody says the stage', async () => {
  const { status, stderr } = await sallyport(local, ['grant', 'src/bill.ts', '--form', 'cdk', '--json', '--region', 'us-east-1'])
  expect([status, stderr]).toEqual([2, expect.stringContaining('does not say its stage')])
})

test('grant of a function of a CDK app shows the line of the app, and no resource to paste beside it', async () => {
  const { status, stdout, stderr } = await sallyport(local, ['grant', 'Bill', '--stage', 'prod', '--region', 'us-east-1'])
  expect(status, stderr).toBe(0)
  expect(stderr).toContain('beside the function in the CDK app: new SallyportGrant(this')
  expect(stderr).toContain('secret:prod/bill/bill-key-')
  expect(stdout).toBe('')
  const asked = await sallyport(local, ['grant', 'Bill', '--stage', 'prod', '--region', 'us-east-1', '--form', 'cloudformation'])
  expect(asked.stdout).toContain('PolicyName: sallyport')
})
