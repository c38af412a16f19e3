import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'

/**
 * The way to AWS itself: the SDK's standard credential chain with a profile whose `endpoint_url` is loopback, since no AWS account can
 * be reached from here.
 */
let local: Running
let aws: Pick<Running, 'cwd' | 'env'>
beforeAll(async () => {
  local = await runningLocal()
  const { accessKeyId, secretAccessKey } = local.credentials
  const restricted = await roleCredentials({ Effect: 'Allow', Action: 'secretsmanager:PutSecretValue', Resource: '*' })
  const configuration = join(local.cwd, 'aws-config')
  writeFileSync(
    configuration,
    [
      ...[
        '[default]',
        `region = ${local.region}`,
        `endpoint_url = ${local.endpoint}`,
        `aws_access_key_id = ${accessKeyId}`,
        `aws_secret_access_key = ${secretAccessKey}`,
      ],
      ...['[profile restricted]', `region = ${local.region}`, `endpoint_url = ${local.endpoint}`, ...restricted],
      ...[
        '[profile wrong]',
        `region = ${local.region}`,
        `endpoint_url = ${local.endpoint}`,
        'aws_access_key_id = AKIAWRONG0WRONG0WRON',
        'aws_secret_access_key = wrong',
      ],
      ...[
        '[profile gone]',
        `region = ${local.region}`,
        'endpoint_url = http://127.0.0.1:9',
        'aws_access_key_id = AKIA',
        'aws_secret_access_key = x',
      ],
      ...['[profile nowhere]', `endpoint_url = ${local.endpoint}`, 'aws_access_key_id = AKIA', 'aws_secret_access_key = x'],
    ].join('\n'),
    { mode: 0o600 },
  )
  aws = { cwd: local.cwd, env: { ...local.env, AWS_CONFIG_FILE: configuration, AWS_SHARED_CREDENTIALS_FILE: join(local.cwd, 'none') } }
})
afterAll(() => local.stop())

async function roleCredentials(statement: object): Promise<string[]> {
  const [iam, sts] = [new IAM(local), new STS(local)]
  const { Account } = await sts.getCallerIdentity({})
  const document = (added: object) => JSON.stringify({ Version: '2012-10-17', Statement: [added] })
  await iam.createRole({
    RoleName: 'writer',
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { AWS: Account }, Action: 'sts:AssumeRole' }),
  })
  await iam.putRolePolicy({ RoleName: 'writer', PolicyName: 'write', PolicyDocument: document(statement) })
  const { Credentials } = await sts.assumeRole({ RoleArn: `arn:aws:iam::${Account}:role/writer`, RoleSessionName: 'ci' })
  return [
    `aws_access_key_id = ${Credentials?.AccessKeyId}`,
    `aws_secret_access_key = ${Credentials?.SecretAccessKey}`,
    `aws_session_token = ${Credentials?.SessionToken}`,
  ]
}

const run = (args: readonly string[], input = '') => sallyport(aws, args, input)

test('says whom it talks to on stderr, and nothing with --quiet', async () => {
  const { status, stdout, stderr } = await run(['put', 'dev/key', '--stage', 'dev'], 'value')
  expect(status, stderr).toBe(0)
  expect(stderr).toContain(`AWS at ${local.endpoint}, account 123456789012, region ${local.region}, stage dev`)
  expect(stdout).not.toContain('account')
  expect((await run(['list', '--quiet'])).stderr).toBe('')
})

test('an endpoint left over in the environment is refused by name, unless --local is said', async () => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SECRETS_MANAGER']) {
    const leftover = { ...aws, env: { ...aws.env, [name]: 'http://127.0.0.1:1' } }
    const { status, stderr } = await sallyport(leftover, ['list'])
    expect(status).toBe(2)
    expect(stderr).toContain(name)
    expect((await sallyport(leftover, ['list', '--local'])).status).toBe(0)
  }
})

test('--local never takes what a shell or a profile says of AWS', async () => {
  const env = {
    ...aws.env,
    AWS_PROFILE: 'wrong',
    AWS_ACCESS_KEY_ID: 'AKIAOTHER',
    AWS_SECRET_ACCESS_KEY: 'other',
    AWS_REGION: 'ap-south-1',
    AWS_USE_FIPS_ENDPOINT: 'true',
  }
  const { status, stderr } = await sallyport({ ...aws, env }, ['list', '--local'])
  expect(status, stderr).toBe(0)
  expect(stderr).toContain(`region ${local.region}`)
})

describe('what cannot be done is told by its exit status, with the next step', () => {
  test('denied: 3, and the very statement to add', async () => {
    const put = await run(['put', 'denied/new', '--profile', 'restricted', '--json'], 'planted')
    expect(put.status).toBe(3)
    const { error } = JSON.parse(put.stderr.trim().split('\n').at(-1) ?? '')
    expect(error).toMatchObject({
      code: 'DENIED',
      statement: { Action: 'secretsmanager:CreateSecret', Resource: expect.stringContaining(':secret:denied/new-??????') },
    })
    expect(put.stdout + put.stderr).not.toContain('planted')
  })
  test('written but not to be read back: 3, and not called stored', async () => {
    await run(['put', 'denied/read'], 'first')
    const { status, stdout } = await run(['put', 'denied/read', '--profile', 'restricted'], 'second')
    expect(status).toBe(3)
    expect(stdout).toBe('')
  })
  test('credentials that are not accepted: 3', async () => {
    const { status, stderr } = await run(['list', '--profile', 'wrong'])
    expect(status).toBe(3)
    expect(stderr).toContain('--profile')
  })
  test('a region that nobody named: 2', async () => {
    const { status, stderr } = await run(['list', '--profile', 'nowhere'])
    expect(status).toBe(2)
    expect(stderr).toContain('--region')
  })
  test('a region that is none: 2, by a flag or by the environment', async () => {
    expect((await run(['list', '--region', 'x y'])).status).toBe(2)
    expect((await sallyport({ ...aws, env: { ...aws.env, AWS_REGION: 'x/y' } }, ['list'])).status).toBe(2)
  })
  test('neither region nor credentials: --local is offered', async () => {
    const bare = { ...aws, env: { ...aws.env, AWS_CONFIG_FILE: join(local.cwd, 'none') } }
    const elsewhere = emptyPlace()
    onTestFinished(() => elsewhere.remove())
    for (const [args, at, status] of [
      [['list'], { ...bare, cwd: elsewhere.cwd }, 2],
      [['list', '--region', 'eu-west-1'], bare, 3],
      [['invoke', 'checkout', '--region', 'eu-west-1'], bare, 3],
    ] as const) {
      const refused = await sallyport(at, args)
      expect(refused.status, refused.stderr).toBe(status)
      expect(refused.stderr).toContain('or add --local for AWS on loopback')
    }
    for (const args of [
      ['get', 'dev/key'],
      ['put', 'dev/key'],
      ['invoke', 'checkout'],
    ]) {
      const refused = await sallyport(bare, args, 'planted')
      expect(refused.status, refused.stderr).toBe(2)
      expect(refused.stderr).toMatch(/^(?:sallyport: )?AWS on loopback runs here: add --local; .* --region/m)
    }
  })
  test('no answer: 5', async () => {
    expect((await run(['list', '--profile', 'gone'])).status).toBe(5)
  })
})

describe('a stage that is marked production', () => {
  test('is not changed where nobody can be asked, unless --confirm names it', async () => {
    for (const args of [
      ['put', 'prod/key'],
      ['put', '{stage}/key', '--stage', 'prod'],
      ['put', 'prod/key', '--confirm', 'dev'],
    ]) {
      const { status, stderr } = await run(args, 'value')
      expect(status).toBe(2)
      expect(stderr).toContain('--confirm prod')
    }
    await expect(local.secrets.getSecretValue({ SecretId: 'prod/key' })).rejects.toThrow()
    expect((await run(['put', 'prod/key', '--confirm', 'prod'], 'value')).status).toBe(0)
  })
  test('is changed when its name was typed, and not when another was', async () => {
    for (const [typed, status, value] of [
      ['pro', 2, 'value'],
      ['prod', 0, 'typed-value'],
    ] as const) {
      const session = atTerminal(aws, ['put', 'prod/key'])
      await session.until('hidden; ends with Enter')
      session.type('typed-value\r')
      await session.until('Type prod to go on')
      session.type(`${typed}\r`)
      expect((await session.ended).status, session.drawn()).toBe(status)
      expect((await local.secrets.getSecretValue({ SecretId: 'prod/key' })).SecretString).toBe(value)
    }
  })
  test('is left as it is after Ctrl-C, whatever the change was, and that is said', async () => {
    writeProject(local.cwd)
    const iam = new IAM(local)
    const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [trust] })
    await iam.createRole({ RoleName: 'checkout-role', AssumeRolePolicyDocument: document })
    const session = atTerminal(aws, ['grant', 'checkout', '--apply', '--stage', 'prod'])
    await session.until('Type prod to go on')
    session.type('\x03')
    expect((await session.ended).status, session.drawn()).toBe(130)
    expect(session.drawn()).toContain('cancelled: nothing was changed')
    await expect(iam.getRolePolicy({ RoleName: 'checkout-role', PolicyName: 'sallyport' })).rejects.toThrow()
  })
  test('is not asked for on loopback, where nothing is production', async () => {
    expect((await run(['put', 'prod/local', '--local'], 'value')).status).toBe(0)
  })
})
