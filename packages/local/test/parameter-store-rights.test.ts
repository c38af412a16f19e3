import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  type SSMClient,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm'
import { expect, onTestFinished, test } from 'vitest'
import { parameterArn, readerOf } from './parameter-clients.ts'
import { reaching } from './started.ts'

const allow = (Action: string, Resource = '*', Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
})

function denied(action: string, resource: string) {
  return {
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::123456789012:assumed-role/reader/tested is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  }
}

/** What each operation is asked, of a parameter. */
const calls: Readonly<Record<string, (ssm: SSMClient, Name: string) => Promise<unknown>>> = {
  GetParameterHistory: (ssm, Name) => ssm.send(new GetParameterHistoryCommand({ Name })),
  GetParametersByPath: (ssm, Path) => ssm.send(new GetParametersByPathCommand({ Path })),
  DeleteParameters: (ssm, Name) => ssm.send(new DeleteParametersCommand({ Names: [Name] })),
  LabelParameterVersion: (ssm, Name) => ssm.send(new LabelParameterVersionCommand({ Name, Labels: ['live'] })),
  UnlabelParameterVersion: (ssm, Name) => ssm.send(new UnlabelParameterVersionCommand({ Name, ParameterVersion: 1, Labels: ['live'] })),
  AddTagsToResource: (ssm, ResourceId) =>
    ssm.send(new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId, Tags: [{ Key: 'team', Value: 'shop' }] })),
  RemoveTagsFromResource: (ssm, ResourceId) =>
    ssm.send(new RemoveTagsFromResourceCommand({ ResourceType: 'Parameter', ResourceId, TagKeys: ['team'] })),
  ListTagsForResource: (ssm, ResourceId) => ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId })),
}

test.each(Object.entries(calls))('%s takes its own right, on the parameter it is asked of', async (name, call) => {
  const { reader } = await readerOf(allow(`ssm:${name}`, parameterArn('prod/a')))
  await call(reader, '/prod/a')
  for (const other of ['/prod/b', '/none'])
    await expect(call(reader, other)).rejects.toMatchObject(denied(`ssm:${name}`, parameterArn(other.slice(1))))
})

test('one refused name refuses the whole deletion', async () => {
  const { reader, owner } = await readerOf(allow('ssm:DeleteParameters', parameterArn('prod/a')))
  const both = reader.send(new DeleteParametersCommand({ Names: ['/prod/a', '/prod/b'] }))
  await expect(both).rejects.toMatchObject(denied('ssm:DeleteParameters', parameterArn('prod/b')))
  expect((await owner.send(new GetParameterCommand({ Name: '/prod/a' }))).Parameter?.Version).toBe(1)
})

test('the right to a path is the right to all below it, whatever a single parameter says', async () => {
  const { reader } = await readerOf(allow('ssm:GetParametersByPath', parameterArn('prod')), {
    Effect: 'Deny',
    Action: 'ssm:GetParameter*',
    Resource: parameterArn('prod/b'),
  })
  const { Parameters } = await reader.send(new GetParametersByPathCommand({ Path: '/prod', WithDecryption: true }))
  expect(Parameters?.map(({ Value }) => Value)).toEqual(['of /prod/a', 'of /prod/b'])
  await expect(reader.send(new GetParametersByPathCommand({ Path: '/' }))).rejects.toMatchObject(
    denied('ssm:GetParametersByPath', parameterArn('')),
  )
})

test('a condition sees whether a path is read with all its levels', async () => {
  const { reader } = await readerOf(allow('ssm:GetParametersByPath', '*', { StringEquals: { 'ssm:Recursive': 'false' } }))
  const read = (Recursive?: boolean) => reader.send(new GetParametersByPathCommand({ Path: '/prod', Recursive }))
  expect((await read(false)).Parameters).toHaveLength(2)
  await expect(read(true)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('a condition sees the tags that are sent, the keys that are taken off, and the tags that are there', async () => {
  const { reader, owner } = await readerOf(
    allow('ssm:AddTagsToResource', '*', { StringEquals: { 'aws:RequestTag/team': 'shop' } }),
    allow('ssm:RemoveTagsFromResource', '*', { StringEquals: { 'aws:TagKeys': 'stage' } }),
    allow('ssm:GetParameter', '*', { StringEquals: { 'ssm:resourceTag/team': 'shop' } }),
  )
  const of = { ResourceType: 'Parameter', ResourceId: '/prod/a' } as const
  const add = (Value: string) => reader.send(new AddTagsToResourceCommand({ ...of, Tags: [{ Key: 'team', Value }] }))
  const remove = (key: string) => reader.send(new RemoveTagsFromResourceCommand({ ...of, TagKeys: [key] }))
  const get = (Name: string) => reader.send(new GetParameterCommand({ Name }))
  const refused = { name: 'AccessDeniedException' }
  await expect(get('/prod/a')).rejects.toMatchObject(refused)
  await expect(add('pay')).rejects.toMatchObject(refused)
  await add('shop')
  expect((await get('/prod/a:1')).Parameter?.Version).toBe(1)
  await expect(get('/prod/b')).rejects.toMatchObject(refused)
  await expect(remove('team')).rejects.toMatchObject(refused)
  await remove('stage')
  expect((await owner.send(new ListTagsForResourceCommand(of))).TagList).toHaveLength(1)
})

test('the trail has each change with what was asked for, and no value', async () => {
  const { administrator, owner } = await readerOf()
  for (const call of Object.values(calls)) await call(owner, '/prod/a').catch(() => {}) // deleted by the third
  await owner.send(new PutParameterCommand({ Name: '/prod/a', Value: 'planted', Type: 'SecureString' }))
  for (const [name, call] of Object.entries(calls)) if (name !== 'DeleteParameters') await call(owner, '/prod/a')
  const trail = new CloudTrailClient(reaching(administrator.local))
  onTestFinished(() => trail.destroy())
  const told = async (eventName: string) => {
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }]
    const { Events = [] } = await trail.send(new LookupEventsCommand({ LookupAttributes }))
    expect(Events[0]?.CloudTrailEvent).not.toContain('planted')
    expect(Events[0]?.CloudTrailEvent).not.toContain('of /prod')
    return JSON.parse(Events[0]?.CloudTrailEvent ?? '{}')
  }
  const tagged = { resourceType: 'Parameter', resourceId: '/prod/a' }
  const resources = [{ ARN: parameterArn('prod/a'), accountId: '123456789012' }]
  expect(await told('GetParameterHistory')).toMatchObject({ readOnly: true, requestParameters: { name: '/prod/a' }, resources })
  expect(await told('GetParametersByPath')).toMatchObject({ readOnly: true, requestParameters: { path: '/prod/a' }, resources })
  expect(await told('ListTagsForResource')).toMatchObject({ readOnly: true, requestParameters: tagged, responseElements: null, resources })
  expect(await told('DeleteParameters')).toMatchObject({
    readOnly: false,
    requestParameters: { names: ['/prod/a'] },
    responseElements: { deletedParameters: ['/prod/a'], invalidParameters: [] },
    resources,
  })
  expect(await told('LabelParameterVersion')).toMatchObject({
    readOnly: false,
    requestParameters: { name: '/prod/a', labels: ['live'] },
    responseElements: { invalidLabels: [], parameterVersion: 1 },
  })
  expect(await told('UnlabelParameterVersion')).toMatchObject({
    requestParameters: { name: '/prod/a', parameterVersion: 1, labels: ['live'] },
    responseElements: { removedLabels: ['live'], invalidLabels: [] },
  })
  expect(await told('AddTagsToResource')).toMatchObject({
    requestParameters: { ...tagged, tags: [{ Key: 'team', Value: 'shop' }] },
    responseElements: null,
  })
  expect(await told('RemoveTagsFromResource')).toMatchObject({ requestParameters: { ...tagged, tagKeys: ['team'] } })
})
