import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IAM } from '@aws-sdk/client-iam'
import { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
  await put('dev/stripe', 'sk_test_planted')
  await put('dev/crm', '{"username":"ann","password":"planted"}')
  await put('dev/unread', 'planted')
  await put('/dev/weather/key', 'planted', '--parameter')
})
afterAll(() => local.stop())

const put = (name: string, value: string, ...flags: string[]) => sallyport(local, ['put', name, '--local', ...flags], value)
const audit = async (at: Pick<Running, 'cwd' | 'env'> = local) => {
  const { status, stdout, stderr } = await sallyport(at, [
    'audit',
    '--local',
    '--stage',
    'dev',
    '--json',
    ...(at.cwd === local.cwd || 'stop' in at ? [] : ['--data', `${local.cwd}/.sallyport`]),
  ])
  return { status, stderr, ...JSON.parse(stdout || '{}') }
}

test('finds nothing to look at before anybody has read', async () => {
  const { status, readers, denied, neverRead, stderr } = await audit()
  expect(status, stderr).toBe(0)
  expect(readers.every(({ expected }: { expected: string }) => expected === 'own write')).toBe(true)
  expect(denied).toEqual([])
  expect(neverRead.map(({ name }: { name: string }) => name)).toEqual(['/dev/weather/key', 'dev/crm', 'dev/stripe', 'dev/unread'])
})

test('tells a declared reader, a denied attempt, a person, and what nobody reads', async () => {
  await sallyport(local, ['invoke', 'weather', '--local', '--stage', 'dev', '--no-grant'])
  await sallyport(local, ['invoke', 'checkout', '--local', '--stage', 'dev'])
  await sallyport(local, ['invoke', 'weather', '--local', '--stage', 'dev'])
  await local.secrets.getSecretValue({ SecretId: 'dev/stripe' })

  const { status, readers, denied, neverRead } = await audit()
  expect(status).toBe(1)
  const read = (secret: string, reader: string) =>
    readers.find(
      (row: { secret: string; reader: string; expected: string }) =>
        row.secret === secret && row.reader === reader && row.expected !== 'own write',
    )
  expect(read('dev/stripe', 'checkout')).toMatchObject({ kind: 'function', role: 'checkout-role', reads: 1, expected: 'declared' })
  expect(read('/dev/weather/key', 'weather')).toMatchObject({
    kind: 'function',
    role: 'weather-reader',
    expected: 'declared',
    service: 'ssm',
  })
  expect(read('dev/crm', 'weather')).toMatchObject({ expected: 'declared' })
  expect(
    readers.filter(
      (row: { secret: string; kind: string; expected: string }) =>
        row.secret === 'dev/stripe' && row.kind === 'user' && row.expected === 'no',
    ),
  ).toHaveLength(1)
  expect(denied).toContainEqual(
    expect.objectContaining({
      secret: '/dev/weather/key',
      reader: 'weather',
      kind: 'function',
      action: expect.stringMatching(/^ssm:GetParameter/),
      grant: 'sallyport grant weather --local',
    }),
  )
  const shown = await sallyport(local, ['audit', '--local', '--stage', 'dev'])
  expect(shown.stderr).toContain('function weather was denied: if it should read, run "sallyport grant weather --local"')
  expect(shown.stderr).not.toContain('FUNCTION')
  expect(neverRead).toEqual([{ name: 'dev/unread', service: 'secretsmanager' }])
})

test('without a configuration it goes by the policies of the roles', async () => {
  await sallyport(local, ['invoke', 'checkout', '--local', '--stage', 'dev'])
  const elsewhere = emptyPlace()
  const { readers } = await audit(elsewhere)
  elsewhere.remove()
  expect(readers).toContainEqual(expect.objectContaining({ secret: 'dev/stripe', reader: 'checkout', expected: 'by policy' }))
})

test('tells credentials of a function that are used from elsewhere', async () => {
  const { STS } = await import('@aws-sdk/client-sts')
  const iam = new IAM(local)
  const sts = new STS(local)
  const { Account } = await sts.getCallerIdentity({})
  const both = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: Account, Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }
  await iam.createRole({ RoleName: 'plain-role', AssumeRolePolicyDocument: JSON.stringify(both) })
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }] }
  await iam.putRolePolicy({ RoleName: 'plain-role', PolicyName: 'all', PolicyDocument: JSON.stringify(all) })
  const { Credentials } = await sts.assumeRole({ RoleArn: `arn:aws:iam::${Account}:role/plain-role`, RoleSessionName: 'checkout' })
  const taken = new SecretsManager({
    ...local,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  })
  await taken.getSecretValue({ SecretId: 'dev/stripe' })
  const { readers } = await audit()
  expect(readers).toContainEqual(
    expect.objectContaining({ reader: 'plain-role/checkout', doubt: expect.stringContaining('not from Lambda') }),
  )
})

test('shows a table, and no value', async () => {
  await local.secrets.createSecret({ Name: 'dev/untouched', SecretString: 'planted' })
  const { stdout, stderr } = await sallyport(local, ['audit', '--local', '--since', '1h'])
  expect(stdout.split('\n')[0]?.split('\t')).toHaveLength(8)
  expect(stderr).toContain('nobody but who stored it read dev/unread in this time')
  expect(stderr).toContain('nobody read dev/untouched in this time')
  expect(stderr).not.toContain('minutes after it happened')
  expect(stdout + stderr).not.toContain('planted')
})

test('knows a read by the AWS SDK as declared, by a name that is written out or that a variable is a part of', async () => {
  const other = await runningLocal()
  onTestFinished(() => other.stop())
  writeProject(other.cwd)
  const read = (name: string) => `import { SecretsManager } from '@aws-sdk/client-secrets-manager'
    const client = new SecretsManager()
    export const handler = async () => (await client.getSecretValue({ SecretId: ${name} })).SecretString?.length\n`
  writeFileSync(join(other.cwd, 'src/written.ts'), read("'dev/partner'"))
  writeFileSync(join(other.cwd, 'src/composed.ts'), read(`process.env.AWS_REGION + '/composed'`))
  writeFileSync(
    join(other.cwd, 'sallyport.config.ts'),
    `export default { functions: {
      written: { entry: 'src/written.ts' },
      composed: { entry: 'src/composed.ts' },
    } }`,
  )
  symlinkSync(
    fileURLToPath(new URL('../../../node_modules/@aws-sdk', import.meta.url)),
    join(other.cwd, 'node_modules/@aws-sdk'),
    'junction',
  )
  const composed = `${other.region}/composed`
  for (const name of ['dev/partner', composed]) await other.secrets.createSecret({ Name: name, SecretString: 'planted' })
  const iam = new IAM(other) // the name that is composed is not known before it runs, so that nobody but a person can grant it
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const may = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }
  const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  await iam.createRole({ RoleName: 'composed-role', AssumeRolePolicyDocument: document(trust) })
  await iam.putRolePolicy({ RoleName: 'composed-role', PolicyName: 'by-hand', PolicyDocument: document(may) })
  for (const name of ['written', 'composed']) {
    const { status, stderr } = await sallyport(other, ['invoke', name, '--local'])
    expect(status, stderr).toBe(0)
  }
  const { readers } = await audit(other)
  expect(readers).toHaveLength(2)
  for (const [secret, reader] of [
    ['dev/partner', 'written'],
    [composed, 'composed'],
  ])
    expect(readers).toContainEqual(expect.objectContaining({ secret, reader, expected: 'declared' }))
})

test('refuses a time that is none', async () => {
  expect((await sallyport(local, ['audit', '--local', '--since', 'soon'])).status).toBe(2)
  const { status, stderr } = await sallyport(local, ['audit', '--local', '--since', '200d'])
  expect(status).toBe(2)
  expect(stderr).toContain('for more than 90 days, and --since begins before')
})
