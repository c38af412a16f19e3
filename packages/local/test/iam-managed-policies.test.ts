import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  type CreatePolicyCommandInput,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
  type ListPoliciesCommandInput,
} from '@aws-sdk/client-iam'
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { describe, expect, test } from 'vitest'
import { clientsOf, freshFolders, iamRefusal, policy, sessionOf, started, startedForAll, trusting } from './started.ts'

const madeAt = new Date('2026-11-24T06:00:00Z')

const { iam } = await startedForAll({ now: () => madeAt })

const readAll = policy([{ Effect: 'Allow', Action: 'ssm:GetParameters', Resource: '*' }])
const arnOf = (name: string) => `arn:aws:iam::123456789012:policy/${name}`
const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'
const create = (PolicyName: string, more: Partial<CreatePolicyCommandInput> = {}) =>
  iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: readAll, ...more }))
const get = (PolicyArn: string) => iam.send(new GetPolicyCommand({ PolicyArn }))
const documentOf = async (PolicyArn: string, VersionId = 'v1') => {
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))
  return decodeURIComponent(PolicyVersion?.Document ?? '')
}
const role = async (RoleName: string) => {
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting({ Service: 'lambda.amazonaws.com' }) }))
  return RoleName
}
const attach = (RoleName: string, PolicyArn: string) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
const detach = (RoleName: string, PolicyArn: string) => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))
const attached = async (RoleName: string) =>
  (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)
const remove = (PolicyArn: string) => iam.send(new DeletePolicyCommand({ PolicyArn }))

describe('a managed policy', () => {
  test('comes back as it was made', async () => {
    const Tags = [{ Key: 'team', Value: 'shop' }]
    const spaced = JSON.stringify(JSON.parse(readAll), null, 2)
    const made = await create('whole', { Path: '/team/x/', Description: 'reads', PolicyDocument: spaced, Tags })
    const expected = {
      PolicyName: 'whole',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: arnOf('team/x/whole'),
      Path: '/team/x/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      IsAttachable: true,
      CreateDate: madeAt,
      UpdateDate: madeAt,
      Description: 'reads',
      Tags,
    }
    expect(made.Policy).toMatchObject(expected)
    expect((await get(arnOf('team/x/whole'))).Policy).toMatchObject({ ...expected, PolicyId: made.Policy?.PolicyId })
    expect(await documentOf(arnOf('team/x/whole'))).toBe(spaced)
  })

  test('has a name that no other has, whatever its case and path', async () => {
    await create('Unique')
    const refused = iamRefusal('EntityAlreadyExists', 409, 'A policy called unique already exists')
    await expect(create('unique', { Path: '/elsewhere/' })).rejects.toMatchObject(refused)
  })

  test.each([
    ['is no JSON', 'nothing', 'is not valid JSON'],
    ['names a principal', trusting('*'), 'Principal'],
  ])('that %s is refused with the reason, and not stored', async (_, PolicyDocument, reason) => {
    await expect(create('refused', { PolicyDocument })).rejects.toMatchObject(iamRefusal('MalformedPolicyDocument', 400, reason))
    await expect(get(arnOf('refused'))).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404, 'policy/refused was not found'))
  })

  test('has 6,144 characters at most, white space not counted', async () => {
    const of = (characters: number) => {
      const base = policy([{ Sid: '', Effect: 'Allow', Action: '*', Resource: '*' }]).length
      return policy([{ Sid: 's'.repeat(characters - base), Effect: 'Allow', Action: '*', Resource: '*' }])
    }
    await create('largest', { PolicyDocument: `${' '.repeat(100)}${of(6144)}` })
    await expect(create('larger', { PolicyDocument: of(6145) })).rejects.toMatchObject(iamRefusal('LimitExceeded', 409, 'PolicySize: 6144'))
  })

  test.each([
    ['a name with a blank', { PolicyName: 'a b' }, 'ValidationError'],
    ['a path without its slash', { Path: 'team/' }, 'ValidationError'],
    [
      'a tag twice',
      {
        Tags: [
          { Key: 'a', Value: '' },
          { Key: 'A', Value: '' },
        ],
      },
      'InvalidInput',
    ],
  ])('with %s is refused', async (_, more, code) => {
    await expect(create('bad', more)).rejects.toMatchObject(iamRefusal(code, 400))
  })

  test('that is not there is NoSuchEntity, and what is no ARN InvalidInput', async () => {
    const missing = iamRefusal('NoSuchEntity', 404, 'policy/nobody was not found.')
    await expect(get(arnOf('nobody'))).rejects.toMatchObject(missing)
    await expect(documentOf(arnOf('nobody'))).rejects.toMatchObject(missing)
    await expect(remove(arnOf('nobody'))).rejects.toMatchObject(missing)
    await expect(get('arn:aws:iam::123456789012:role/whole')).rejects.toMatchObject(iamRefusal('InvalidInput', 400, 'is not valid'))
    await create('versioned')
    await expect(documentOf(arnOf('versioned'), 'v2')).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404, 'version v2 does not exist'))
    await expect(get(arnOf('other/path/versioned'))).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404))
  })

  test('is not deleted while a role has it', async () => {
    await create('held')
    await attach(await role('holder'), arnOf('held'))
    await expect(remove(arnOf('held'))).rejects.toMatchObject(iamRefusal('DeleteConflict', 409, 'attached to entities'))
    await detach('holder', arnOf('held'))
    await remove(arnOf('held'))
    await expect(get(arnOf('held'))).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404))
  })

  test('is listed by its ARN, in pages, by scope, path and whether a role has it', async () => {
    const { iam } = await started()
    const names = async (input: ListPoliciesCommandInput) => {
      const { Policies = [], Marker, IsTruncated } = await iam.send(new ListPoliciesCommand(input))
      return { names: Policies.map(({ PolicyName }) => PolicyName), Marker, IsTruncated }
    }
    expect((await names({ Scope: 'Local' })).names).toEqual([])
    for (const [PolicyName, Path] of [
      ['c', '/'],
      ['a', '/'],
      ['b', '/team/'],
    ] as const)
      await iam.send(new CreatePolicyCommand({ PolicyName, Path, PolicyDocument: readAll, Description: 'not told in a list' }))
    const first = await names({ Scope: 'Local', MaxItems: 2 })
    expect(first).toMatchObject({ names: ['a', 'c'], IsTruncated: true })
    const second = await names({ Scope: 'Local', MaxItems: 2, Marker: first.Marker })
    expect(second).toEqual({ names: ['b'], IsTruncated: false, Marker: undefined })
    expect((await names({ PathPrefix: '/team/' })).names).toEqual(['b'])
    expect((await names({ PathPrefix: '/service-role/' })).names).toContain('AWSLambdaBasicExecutionRole')
    expect((await names({ Scope: 'AWS' })).names).not.toContain('a')
    expect((await names({})).names).toEqual(expect.arrayContaining(['a', 'SecretsManagerReadWrite']))
    await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trusting('*') }))
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: arnOf('c') }))
    const { Policies } = await iam.send(new ListPoliciesCommand({ OnlyAttached: true }))
    expect(Policies).toMatchObject([{ PolicyName: 'c', AttachmentCount: 1 }])
    expect(Policies?.[0]).not.toHaveProperty('Description')
    expect((await names({ PolicyUsageFilter: 'PermissionsBoundary' })).names).toEqual([])
    await expect(names({ Marker: 'made up' })).rejects.toMatchObject(iamRefusal('ValidationError', 400, 'Invalid Marker'))
  })
})

describe('attaching', () => {
  test('shows in the role and in the policy, and once more changes nothing', async () => {
    await create('shown', { Path: '/p/' })
    await role('shows')
    await attach('shows', arnOf('p/shown'))
    await attach('shows', arnOf('p/shown'))
    await attach('shows', basicExecution)
    expect(await attached('shows')).toEqual([arnOf('p/shown'), basicExecution])
    expect((await get(arnOf('p/shown'))).Policy?.AttachmentCount).toBe(1)
    const page = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'shows', MaxItems: 1 }))
    expect(page).toMatchObject({ AttachedPolicies: [{ PolicyName: 'shown', PolicyArn: arnOf('p/shown') }], IsTruncated: true })
    const next = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'shows', Marker: page.Marker }))
    expect(next).toMatchObject({ AttachedPolicies: [{ PolicyArn: basicExecution }], IsTruncated: false })
    const inPath = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'shows', PathPrefix: '/p/' }))
    expect(inPath.AttachedPolicies).toHaveLength(1)
    await detach('shows', arnOf('p/shown'))
    expect(await attached('shows')).toEqual([basicExecution])
  })

  test('keeps the role from being deleted', async () => {
    await attach(await role('kept'), basicExecution)
    const deleted = iam.send(new DeleteRoleCommand({ RoleName: 'kept' }))
    await expect(deleted).rejects.toMatchObject(iamRefusal('DeleteConflict', 409, 'must detach all policies first'))
    await detach('kept', basicExecution)
    await iam.send(new DeleteRoleCommand({ RoleName: 'kept' }))
  })

  test('stops at ten policies a role', async () => {
    await role('full')
    for (let index = 0; index < 11; index++) await create(`quota-${index}`)
    for (let index = 0; index < 10; index++) await attach('full', arnOf(`quota-${index}`))
    await expect(attach('full', arnOf('quota-10'))).rejects.toMatchObject(iamRefusal('LimitExceeded', 409, 'PoliciesPerRole: 10'))
    await attach('full', arnOf('quota-9'))
  })

  test('needs a role and a policy that are there', async () => {
    await create('there')
    await role('is-there')
    const noRole = iamRefusal('NoSuchEntity', 404, 'The role with name nobody cannot be found.')
    await expect(attach('nobody', arnOf('there'))).rejects.toMatchObject(noRole)
    await expect(detach('nobody', arnOf('there'))).rejects.toMatchObject(noRole)
    await expect(attached('nobody')).rejects.toMatchObject(noRole)
    const noPolicy = iamRefusal('NoSuchEntity', 404, 'policy/gone does not exist or is not attachable.$')
    await expect(attach('is-there', arnOf('gone'))).rejects.toMatchObject(noPolicy)
    await expect(detach('is-there', arnOf('there'))).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404, 'policy/there was not found.'))
  })
})

describe("AWS's own policies", () => {
  test('are read and attached by the documents that AWS publishes', async () => {
    const { Policy } = await get(basicExecution)
    expect(Policy).toMatchObject({ PolicyName: 'AWSLambdaBasicExecutionRole', Path: '/service-role/', DefaultVersionId: 'v1' })
    expect(JSON.parse(await documentOf(basicExecution)).Statement[0].Action).toContain('logs:PutLogEvents')
    expect((await get(basicExecution)).Policy?.PolicyId).toBe(Policy?.PolicyId)
  })

  test('all parse and are enforced as any other', async () => {
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'AWS' }))
    expect(Policies.length).toBeGreaterThan(3)
    for (const { PolicyName, Arn = '' } of Policies) {
      const administrator = await started()
      const { secrets } = await sessionOf(administrator, `with-${PolicyName}`, [])
      await administrator.iam.send(new AttachRolePolicyCommand({ RoleName: `with-${PolicyName}`, PolicyArn: Arn }))
      const made = secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
      if (PolicyName === 'AdministratorAccess' || PolicyName === 'SecretsManagerReadWrite') await made
      else await expect(made).rejects.toMatchObject({ name: 'AccessDeniedException' })
    }
  })

  test('cannot be deleted, and one that is not known is told with those that are', async () => {
    await expect(remove(basicExecution)).rejects.toMatchObject(
      iamRefusal('AccessDenied', 403, 'not authorized to perform: iam:DeletePolicy'),
    )
    const unknown = iamRefusal(
      'NoSuchEntity',
      404,
      /AWSFoo does not exist.*of AWS's own policies.*service-role\/AWSLambdaBasicExecutionRole/,
    )
    await expect(attach(await role('foo'), 'arn:aws:iam::aws:policy/AWSFoo')).rejects.toMatchObject(unknown)
  })
})

describe('an attached policy', () => {
  const read = (statement: object) => policy([{ Action: 'secretsmanager:GetSecretValue', Resource: '*', ...statement }])

  test('allows from the moment it is attached until it is detached', async () => {
    const administrator = await started()
    const { secrets } = await sessionOf(administrator, 'reader', [])
    await administrator.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
    await administrator.iam.send(new CreatePolicyCommand({ PolicyName: 'read', PolicyDocument: read({ Effect: 'Allow' }) }))
    const value = () => secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
    await expect(value()).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await administrator.iam.send(new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn: arnOf('read') }))
    expect((await value()).SecretString).toBe('x')
    await administrator.iam.send(new DetachRolePolicyCommand({ RoleName: 'reader', PolicyArn: arnOf('read') }))
    await expect(value()).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  test('denies what an inline policy allows', async () => {
    const administrator = await started()
    const { secrets } = await sessionOf(administrator, 'denied', [{ Effect: 'Allow', Action: '*', Resource: '*' }])
    await administrator.iam.send(new CreatePolicyCommand({ PolicyName: 'deny', PolicyDocument: read({ Effect: 'Deny' }) }))
    await administrator.iam.send(new AttachRolePolicyCommand({ RoleName: 'denied', PolicyArn: arnOf('deny') }))
    await expect(secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    })
  })

  test('outlives a restart, with the right it gives', async () => {
    const folders = freshFolders()
    const first = await started(folders)
    await first.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
    await first.iam.send(new CreatePolicyCommand({ PolicyName: 'read', PolicyDocument: read({ Effect: 'Allow' }) }))
    const session = await sessionOf(first, 'reader', [])
    const credentials = await session.sts.config.credentials()
    await first.iam.send(new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn: arnOf('read') }))
    await first.local.stop()
    const { local } = await started(folders)
    expect((await clientsOf(local, credentials).secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('x')
  })

  test('who may attach which is decided by iam:PolicyARN', async () => {
    const administrator = await started()
    const may = { Effect: 'Allow', Action: ['iam:AttachRolePolicy', 'iam:GetPolicy', 'iam:ListPolicies'], Resource: '*' }
    const { iam } = await sessionOf(administrator, 'granter', [{ ...may, Condition: { ArnEquals: { 'iam:PolicyARN': basicExecution } } }])
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'granter', PolicyArn: basicExecution }))
    const other = iam.send(new AttachRolePolicyCommand({ RoleName: 'granter', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }))
    await expect(other).rejects.toMatchObject(iamRefusal('AccessDenied', 403, 'role/granter because no identity-based policy allows'))
    await expect(iam.send(new GetPolicyCommand({ PolicyArn: basicExecution }))).rejects.toMatchObject(
      iamRefusal('AccessDenied', 403, `on resource: policy ${basicExecution} because`),
    )
    await expect(iam.send(new ListPoliciesCommand({}))).rejects.toMatchObject(iamRefusal('AccessDenied', 403, 'on resource: policy path /'))
  })
})
