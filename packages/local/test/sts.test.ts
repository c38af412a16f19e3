import { CreateRoleCommand, DeleteRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { testDeclaredErrors } from './declared-errors/error-table.ts'
import { assumed, clientsOf, policy, sessionOf, started, trusting } from './started.ts'

const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`

test('the first identity is an administrator of the account', async () => {
  const { sts } = await started()
  const identity = await sts.send(new GetCallerIdentityCommand({}))
  expect(identity).toMatchObject({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/administrator' })
  expect(identity.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/)
})

test('a session of a role is the role, by its name, for as long as was asked', async () => {
  const { local, sts, iam } = await started()
  await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trusting({ AWS: local.accountId }) }))
  const askedAt = Date.now()
  const answer = await sts.send(new AssumeRoleCommand({ RoleArn: roleArn('reader'), RoleSessionName: 'me@home', DurationSeconds: 900 }))
  expect(answer.AssumedRoleUser?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/reader/me@home')
  expect(answer.AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:me@home$/)
  expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
  expect(answer.PackedPolicySize).toBeUndefined()
  const lifeMs = (answer.Credentials?.Expiration?.getTime() ?? 0) - askedAt
  expect(Math.round(lifeMs / 10_000)).toBe(90)
  const session = clientsOf(local, await assumed(sts, roleArn('reader')))
  expect((await session.sts.send(new GetCallerIdentityCommand({}))).Arn).toBe('arn:aws:sts::123456789012:assumed-role/reader/tested')
})

test('a session may do what its role may, and loses it with the policy', async () => {
  const clients = await started()
  await clients.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  const session = await sessionOf(clients, 'reader', [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }])
  const read = () => session.secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
  expect((await read()).SecretString).toBe('x')
  const PolicyDocument = policy([{ Effect: 'Deny', Action: '*', Resource: '*' }])
  await clients.iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'stop', PolicyDocument }))
  await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('the sessions of a deleted role end, also when a role of the same name is made', async () => {
  const clients = await started()
  const session = await sessionOf(clients, 'gone', [])
  await clients.iam.send(new DeleteRoleCommand({ RoleName: 'gone' }))
  const identity = () => session.sts.send(new GetCallerIdentityCommand({}))
  await expect(identity()).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  await clients.iam.send(new CreateRoleCommand({ RoleName: 'gone', AssumeRolePolicyDocument: trusting({ AWS: '123456789012' }) }))
  await expect(identity()).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
})

test('a role that is missing is refused like one that does not trust the caller', async () => {
  const { sts, iam } = await started()
  await iam.send(new CreateRoleCommand({ RoleName: 'for-lambda', AssumeRolePolicyDocument: trusting({ Service: 'lambda.amazonaws.com' }) }))
  for (const name of ['missing', 'for-lambda']) {
    await expect(sts.send(new AssumeRoleCommand({ RoleArn: roleArn(name), RoleSessionName: 'me' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::123456789012:user/administrator is not authorized to perform: sts:AssumeRole on resource: ${roleArn(name)}`,
      $metadata: { httpStatusCode: 403 },
    })
  }
})

test('a trust policy that names the role is enough, one that names its account only delegates', async () => {
  const clients = await started()
  const { iam, local } = clients
  const session = await sessionOf(clients, 'plain', [])
  const make = (RoleName: string, principal: string) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting({ AWS: principal }) }))
  await make('by-name', roleArn('plain'))
  await make('by-account', local.accountId)
  const assume = (name: string) => session.sts.send(new AssumeRoleCommand({ RoleArn: roleArn(name), RoleSessionName: 'me' }))
  await assume('by-name')
  await expect(assume('by-account')).rejects.toMatchObject({ name: 'AccessDenied' })
  const PolicyDocument = policy([{ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: roleArn('by-name') }])
  await iam.send(new PutRolePolicyCommand({ RoleName: 'plain', PolicyName: 'deny', PolicyDocument }))
  await expect(assume('by-name')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(
      / on resource: arn:aws:iam::123456789012:role\/by-name with an explicit deny in an identity-based policy$/,
    ),
  })
})

test('an external id must be the one the trust policy wants', async () => {
  const { local, sts, iam } = await started()
  const AssumeRolePolicyDocument = policy([
    {
      Effect: 'Allow',
      Principal: { AWS: local.accountId },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'partner-7' } },
    },
  ])
  await iam.send(new CreateRoleCommand({ RoleName: 'partner', AssumeRolePolicyDocument }))
  const assume = (more: object) => sts.send(new AssumeRoleCommand({ RoleArn: roleArn('partner'), RoleSessionName: 'me', ...more }))
  await assume({ ExternalId: 'partner-7' })
  await expect(assume({ ExternalId: 'partner-8' })).rejects.toMatchObject({ name: 'AccessDenied' })
  await expect(assume({})).rejects.toMatchObject({ name: 'AccessDenied' })
})

test.each([
  [
    'a session name with a blank',
    { RoleSessionName: 'a b' },
    "at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern",
  ],
  ['a session name of one character', { RoleSessionName: 'a' }, 'Member must have length greater than or equal to 2'],
  [
    'a duration below 15 minutes',
    { DurationSeconds: 899 },
    "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  ['a duration above 12 hours', { DurationSeconds: 43_201 }, 'Member must have value less than or equal to 43200'],
  ['a duration above the role’s own', { DurationSeconds: 3601 }, 'exceeds the MaxSessionDuration set for this role'],
  ['a session policy, not served yet', { Policy: '{}' }, 'not served on loopback yet'],
  ['session tags, not served yet', { Tags: [{ Key: 'a', Value: 'b' }] }, 'not served on loopback yet'],
])('%s is refused in words', async (_, more, message) => {
  const { local, sts, iam } = await started()
  await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trusting({ AWS: local.accountId }) }))
  await expect(sts.send(new AssumeRoleCommand({ RoleArn: roleArn('reader'), RoleSessionName: 'me', ...more }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining(message),
  })
})

testDeclaredErrors('sts', {
  AssumeRole: {
    ExpiredTokenException:
      'only an identity token of another provider expires so; an expired session is ExpiredToken, tested with authentication',
    MalformedPolicyDocument: 'session policies are refused in words, they are not served yet',
    PackedPolicyTooLarge: 'session policies are refused in words, they are not served yet',
    RegionDisabledException: 'every region is enabled here',
  },
})
