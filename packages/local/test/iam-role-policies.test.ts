import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { beforeAll, describe, expect, test } from 'vitest'
import { iamRefusal, policy, sessionOf, started, startedForAll, trusting } from './started.ts'

const { iam } = await startedForAll()

const readAll = policy([{ Effect: 'Allow', Action: 'ssm:GetParameters', Resource: '*' }])
const create = (RoleName: string) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting({ Service: 'lambda.amazonaws.com' }) }))
const role = (RoleName: string) => iam.send(new GetRoleCommand({ RoleName }))
const putPolicy = (RoleName: string, PolicyName: string, PolicyDocument: string) =>
  iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
const getPolicy = (RoleName: string, PolicyName: string) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))
const policyNames = async (RoleName: string) => (await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames

describe("a role's inline policy", () => {
  beforeAll(async () => {
    await create('inline')
  })

  test('comes back percent-encoded, as it was put, and is replaced by the next of its name', async () => {
    const spaced = JSON.stringify(JSON.parse(readAll), null, 2)
    await putPolicy('inline', 'own', readAll)
    await putPolicy('inline', 'own', spaced)
    const { PolicyDocument = '', PolicyName, RoleName } = await getPolicy('inline', 'own')
    expect([RoleName, PolicyName, decodeURIComponent(PolicyDocument)]).toEqual(['inline', 'own', spaced])
    expect(await policyNames('inline')).toEqual(['own'])
  })

  test('keeps its role from being deleted', async () => {
    await create('kept')
    await putPolicy('kept', 'own', readAll)
    const deleted = iam.send(new DeleteRoleCommand({ RoleName: 'kept' }))
    await expect(deleted).rejects.toMatchObject(iamRefusal('DeleteConflict', 409, 'must delete policies first'))
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'kept', PolicyName: 'own' }))
    await iam.send(new DeleteRoleCommand({ RoleName: 'kept' }))
    await expect(role('kept')).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404))
  })

  test.each([
    ['is no JSON', 'nothing', 'is not valid JSON'],
    ['names a principal', trusting('*'), 'Principal'],
    ['has an operator that AWS does not have', condition({ StringEqual: { 'aws:PrincipalArn': 'x' } }), 'StringEqual'],
    [
      'has an operator that is not evaluated yet',
      condition({ NumericEquals: { 'secretsmanager:RecoveryWindowInDays': '7' } }),
      'NumericEquals',
    ],
    ['has an effect in small letters', policy([{ Effect: 'allow', Action: '*', Resource: '*' }]), 'Effect'],
  ])('that %s is refused with the reason, and not stored', async (_, document, reason) => {
    await expect(putPolicy('inline', 'refused', document)).rejects.toMatchObject(iamRefusal('MalformedPolicyDocument', 400, reason))
    await expect(getPolicy('inline', 'refused')).rejects.toMatchObject(iamRefusal('NoSuchEntity', 404, 'role policy with name refused'))
  })

  test('has 10,240 characters at most, together with the others of its role', async () => {
    await create('large')
    const of = (characters: number) => {
      const base = policy([{ Sid: '', Effect: 'Allow', Action: '*', Resource: '*' }]).length
      return policy([{ Sid: 's'.repeat(characters - base), Effect: 'Allow', Action: '*', Resource: '*' }])
    }
    await putPolicy('large', 'half', of(5120))
    await expect(putPolicy('large', 'rest', of(5121))).rejects.toMatchObject(
      iamRefusal('LimitExceeded', 409, '10240 bytes exceeded for role large'),
    )
    await putPolicy('large', 'rest', of(5120))
    await putPolicy('large', 'rest', of(5119))
    expect(await policyNames('large')).toEqual(['half', 'rest'])
  })

  test('is listed by name, in pages', async () => {
    await create('paged')
    expect(await policyNames('paged')).toEqual([])
    for (const name of ['c', 'a', 'e', 'b', 'd']) await putPolicy('paged', name, readAll)
    const page = (Marker?: string) =>
      iam.send(new ListRolePoliciesCommand({ RoleName: 'paged', MaxItems: 2, ...(Marker !== undefined && { Marker }) }))
    const first = await page()
    expect(first).toMatchObject({ PolicyNames: ['a', 'b'], IsTruncated: true })
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'paged', PolicyName: 'b' }))
    const second = await page(first.Marker)
    expect(second).toMatchObject({ PolicyNames: ['c', 'd'], IsTruncated: true })
    const third = await page(second.Marker)
    expect(third).toMatchObject({ PolicyNames: ['e'], IsTruncated: false })
    expect(third.Marker).toBeUndefined()
    await expect(page('made up')).rejects.toMatchObject(iamRefusal('ValidationError', 400, 'Invalid Marker'))
  })

  test.each(['__proto__', 'constructor', 'toString'])('may be named %s, is enforced, listed and deleted like any other', async (name) => {
    const administrator = await started()
    const { iam: reader } = await sessionOf(administrator, 'named', [])
    const of = { RoleName: 'named', PolicyName: name }
    const read = () => reader.send(new GetRolePolicyCommand(of))
    const PolicyDocument = policy([{ Effect: 'Allow', Action: 'iam:GetRolePolicy', Resource: '*' }])
    await administrator.iam.send(new PutRolePolicyCommand({ ...of, PolicyDocument }))
    expect(decodeURIComponent((await read()).PolicyDocument ?? '')).toBe(PolicyDocument)
    const listed = async () => (await administrator.iam.send(new ListRolePoliciesCommand({ RoleName: 'named' }))).PolicyNames
    expect(await listed()).toEqual([name])
    await administrator.iam.send(new DeleteRolePolicyCommand(of))
    expect(await listed()).toEqual([])
    await expect(read()).rejects.toMatchObject(iamRefusal('AccessDenied', 403))
  })

  test('of a role or a name that is not there is NoSuchEntity', async () => {
    const missing = iamRefusal('NoSuchEntity', 404, 'The role with name nobody cannot be found.')
    const unnamed = iamRefusal('NoSuchEntity', 404, 'The role policy with name constructor cannot be found.')
    await expect(putPolicy('nobody', 'own', readAll)).rejects.toMatchObject(missing)
    await expect(getPolicy('nobody', 'own')).rejects.toMatchObject(missing)
    await expect(policyNames('nobody')).rejects.toMatchObject(missing)
    await expect(iam.send(new DeleteRoleCommand({ RoleName: 'nobody' }))).rejects.toMatchObject(missing)
    await expect(iam.send(new DeleteRolePolicyCommand({ RoleName: 'nobody', PolicyName: 'own' }))).rejects.toMatchObject(missing)
    await expect(getPolicy('inline', 'constructor')).rejects.toMatchObject(unnamed)
    await expect(iam.send(new DeleteRolePolicyCommand({ RoleName: 'inline', PolicyName: 'constructor' }))).rejects.toMatchObject(unnamed)
  })
})

test('a policy holds from the moment it is put until the moment it is deleted', async () => {
  const administrator = await started()
  const { iam: reader } = await sessionOf(administrator, 'changing', [])
  const [RoleName, PolicyName] = ['changing', 'late']
  const read = () => reader.send(new GetRoleCommand({ RoleName }))
  await expect(read()).rejects.toMatchObject(iamRefusal('AccessDenied', 403))
  const PolicyDocument = policy([{ Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' }])
  await administrator.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
  expect((await read()).Role?.RoleName).toBe(RoleName)
  await administrator.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))
  await expect(read()).rejects.toMatchObject(iamRefusal('AccessDenied', 403))
})

function condition(Condition: object): string {
  return policy([{ Effect: 'Allow', Action: '*', Resource: '*', Condition }])
}
