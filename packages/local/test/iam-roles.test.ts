import {
  CreateRoleCommand,
  type CreateRoleCommandInput,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { describe, expect, test } from 'vitest'
import { iamRefusal, policy, reaching, sessionOf, started, startedForAll, trusting } from './started.ts'

const madeAt = new Date('2026-11-24T06:00:00Z')

const { local, iam } = await startedForAll({ now: () => madeAt })

const lambda = trusting({ Service: 'lambda.amazonaws.com' })
const readAll = policy([{ Effect: 'Allow', Action: 'ssm:GetParameters', Resource: '*' }])
const roleArn = (name: string) => `arn:aws:iam::123456789012:role/${name}`
const create = (RoleName: string | undefined, more: Partial<CreateRoleCommandInput> = {}) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambda, ...more }))
const role = (RoleName: string) => iam.send(new GetRoleCommand({ RoleName }))

describe('a role', () => {
  test('comes back as it was made', async () => {
    const Tags = [{ Key: 'team', Value: 'shop' }]
    const made = await create('whole', { Path: '/team/x/', Description: 'reads é', MaxSessionDuration: 7200, Tags })
    expect(made.Role).toMatchObject({ Arn: roleArn('team/x/whole'), RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) })
    const { Role } = await role('whole')
    expect(Role).toMatchObject({
      RoleName: 'whole',
      RoleId: made.Role?.RoleId,
      Path: '/team/x/',
      Arn: roleArn('team/x/whole'),
      CreateDate: madeAt,
      Description: 'reads é',
      MaxSessionDuration: 7200,
      Tags,
    })
  })

  test('has the defaults of AWS', async () => {
    await create('plain')
    const { Role } = await role('plain')
    expect(Role).toMatchObject({ Path: '/', Arn: roleArn('plain'), MaxSessionDuration: 3600 })
    expect(Role?.Description).toBeUndefined()
    expect(Role?.Tags).toBeUndefined()
  })

  test('has its trust policy percent-encoded, every character of it', async () => {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': "a (b)!'*+ é" } },
      },
    })
    await create('encoded', { AssumeRolePolicyDocument: document })
    const encoded = (await role('encoded')).Role?.AssumeRolePolicyDocument ?? ''
    expect(encoded).toMatch(/^(?:[A-Za-z0-9_.~-]|%[0-9A-F]{2})+$/)
    expect(decodeURIComponent(encoded)).toBe(document)
  })

  test('is the same in every region', async () => {
    await create('global')
    const elsewhere = new IAMClient({ ...reaching(local), region: 'eu-west-1' })
    expect((await elsewhere.send(new GetRoleCommand({ RoleName: 'global' }))).Role?.Arn).toBe(roleArn('global'))
    elsewhere.destroy()
  })

  test('is one whatever the case of its name', async () => {
    await create('OneCase')
    await expect(create('onecase')).rejects.toMatchObject(iamRefusal('EntityAlreadyExists', 409))
    expect((await role('ONECASE')).Role?.RoleName).toBe('OneCase')
  })

  test('has another id when it is made anew', async () => {
    const first = await create('again')
    await iam.send(new DeleteRoleCommand({ RoleName: 'again' }))
    await expect(role('again')).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404))
    const second = await create('again')
    expect(second.Role?.RoleId).not.toBe(first.Role?.RoleId)
  })
})

describe('CreateRole refuses', () => {
  const trust = (statement: object) => policy([{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', ...statement }])

  test.each<[string, Partial<CreateRoleCommandInput>, string, number, string | RegExp]>([
    ['no name', { RoleName: undefined }, 'ValidationError', 400, "at 'roleName'"],
    ['a name with a slash', { RoleName: 'a/b' }, 'ValidationError', 400, 'The specified value for roleName is invalid'],
    ['a name of 65 characters', { RoleName: 'r'.repeat(65) }, 'ValidationError', 400, 'less than or equal to 64'],
    ['a path without its last slash', { Path: '/team' }, 'ValidationError', 400, "at 'path'"],
    ['sessions of less than an hour', { MaxSessionDuration: 3599 }, 'ValidationError', 400, 'greater than or equal to 3600'],
    ['sessions of more than twelve hours', { MaxSessionDuration: 43_201 }, 'ValidationError', 400, 'less than or equal to 43200'],
    ['a description of 1001 characters', { Description: 'd'.repeat(1001) }, 'ValidationError', 400, 'less than or equal to 1000'],
    ['51 tags', { Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: 'v' })) }, 'ValidationError', 400, "at 'tags'"],
    ['two tags that differ in case', { Tags: ['a', 'A'].map((Key) => ({ Key, Value: 'v' })) }, 'InvalidInput', 400, 'Duplicate tag keys'],
    ['a tag of AWS itself', { Tags: [{ Key: 'aws:x', Value: 'v' }] }, 'InvalidInput', 400, 'begins with aws:'],
    [
      'a permissions boundary',
      { PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      'InvalidInput',
      400,
      'not enforced here yet',
    ],
    ['a trust policy that is no JSON', { AssumeRolePolicyDocument: '{' }, 'MalformedPolicyDocument', 400, 'is not valid JSON'],
    [
      'a trust policy with a resource',
      { AssumeRolePolicyDocument: trust({ Resource: '*' }) },
      'MalformedPolicyDocument',
      400,
      /Statement\[0\].*Resource/,
    ],
    ['a trust policy for nobody', { AssumeRolePolicyDocument: readAll }, 'MalformedPolicyDocument', 400, 'Principal'],
    [
      'a trust policy past its quota',
      { AssumeRolePolicyDocument: trust({ Sid: 's'.repeat(2048) }) },
      'LimitExceeded',
      409,
      'ACLSizePerRole: 2048',
    ],
  ])('%s', async (_, input, code, status, message) => {
    await expect(create('refused', input)).rejects.toMatchObject(iamRefusal(code, status, message))
    await expect(role('refused')).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404, 'The role with name refused cannot be found.'))
  })

  test('a trust policy of 2048 characters not, white space apart', async () => {
    const base = trust({ Sid: '' }).length
    const document = trust({ Sid: 's'.repeat(2048 - base) })
    await create('full-trust', { AssumeRolePolicyDocument: document.replaceAll(',', ' ,\n ') })
    expect(decodeURIComponent((await role('full-trust')).Role?.AssumeRolePolicyDocument ?? '')).toContain(' ,\n ')
  })
})

describe('a trust policy', () => {
  test.each([
    ['a role that does not exist', roleArn('nobody-here')],
    ['a role under another path', roleArn('other/trusted')],
    ['a user that does not exist', 'arn:aws:iam::123456789012:user/nobody-here'],
    ['a role of another partition', 'arn:aws-cn:iam::123456789012:role/trusted'],
    ['the role itself, which is not there yet', roleArn('trusting')],
  ])('cannot name %s', async (_, principal) => {
    await create('trusted').catch(() => undefined) // it may be there
    for (const AWS of [principal, [roleArn('trusted'), principal]]) {
      await expect(create('trusting', { AssumeRolePolicyDocument: trusting({ AWS }) })).rejects.toMatchObject(
        iamRefusal('MalformedPolicyDocument', 400, `^Invalid principal in policy: "AWS":"${principal}"$`),
      )
    }
    await expect(role('trusting')).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404))
  })

  test('may name whoever exists here, and anybody of another account', async () => {
    await create('named', { Path: '/team/' })
    const own = ['arn:aws:iam::123456789012:root', '123456789012', 'arn:aws:iam::123456789012:user/administrator', roleArn('team/named')]
    const others = ['111122223333', 'arn:aws:iam::111122223333:role/unknown', 'arn:aws:iam::111122223333:user/unknown']
    await create('naming', { AssumeRolePolicyDocument: trusting({ AWS: [...own, ...others], Service: 'lambda.amazonaws.com' }) })
    expect((await role('naming')).Role?.RoleName).toBe('naming')
  })
})

test('a role without rights is refused every operation, and a granted one is not', async () => {
  const administrator = await started()
  const { iam: nobody } = await sessionOf(administrator, 'nobody', [])
  const [RoleName, PolicyName] = ['nobody', 'own']
  const denied = (action: string) =>
    iamRefusal(
      'AccessDenied',
      403,
      `^User: arn:aws:sts::123456789012:assumed-role/nobody/tested is not authorized to perform: iam:${action} on resource: ${roleArn('nobody')} because no identity-based policy allows the iam:${action} action$`,
    )
  await expect(nobody.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject(denied('GetRole'))
  await expect(nobody.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambda }))).rejects.toMatchObject(
    denied('CreateRole'),
  )
  await expect(nobody.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject(denied('DeleteRole'))
  await expect(nobody.send(new GetRolePolicyCommand({ RoleName, PolicyName }))).rejects.toMatchObject(denied('GetRolePolicy'))
  await expect(nobody.send(new ListRolePoliciesCommand({ RoleName }))).rejects.toMatchObject(denied('ListRolePolicies'))
  await expect(nobody.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))).rejects.toMatchObject(denied('DeleteRolePolicy'))
  const put = new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: policy([{ Effect: 'Allow', Action: '*', Resource: '*' }]) })
  await expect(nobody.send(put)).rejects.toMatchObject(denied('PutRolePolicy'))

  const { iam: reader } = await sessionOf(administrator, 'reader', [
    { Effect: 'Allow', Action: 'iam:GetRole', Resource: roleArn('reader') },
  ])
  expect((await reader.send(new GetRoleCommand({ RoleName: 'reader' }))).Role?.RoleName).toBe('reader')
})

test('an operation that is not there is InvalidAction', async () => {
  const client = new IAMClient(reaching(local))
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string } // the form of the Query protocol
      request.body = request.body.replace('Action=GetRole', 'Action=GetRule')
      return next(args)
    },
    { step: 'build', priority: 'low' },
  )
  await expect(client.send(new GetRoleCommand({ RoleName: 'plain' }))).rejects.toMatchObject(iamRefusal('InvalidAction', 400))
  client.destroy()
})
