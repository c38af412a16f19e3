import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { expect, onTestFinished, test } from 'vitest'
import { filesHolding, formsIn } from '../../../examples/demo/encoded-forms.ts'
import { startLocal } from '../src/index.ts'
import { parameterArn, readerOf } from './parameter-clients.ts'
import { type Clients, clientsOf, freshFolders, reaching } from './started.ts'

const region = 'eu-west-1'
const allow = (Action: string | string[], ...Resource: string[]) => ({ Effect: 'Allow', Action, Resource })
const roleArn = 'arn:aws:sts::123456789012:assumed-role/reader/tested'

async function recordsOf({ local }: Clients, eventName: string): Promise<Record<string, unknown>[]> {
  const trail = new CloudTrailClient(reaching(local))
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }]
  const { Events = [] } = await trail.send(new LookupEventsCommand({ LookupAttributes }))
  trail.destroy()
  return Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent))
}

function denied(action: string, resource: string) {
  return {
    name: 'AccessDeniedException',
    message: `User: ${roleArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  }
}

test('a role without rights is refused every operation, in the words of AWS', async () => {
  const { reader } = await readerOf()
  const [Name, Value] = ['/prod/a', 'v']
  await expect(reader.send(new GetParameterCommand({ Name }))).rejects.toMatchObject(denied('ssm:GetParameter', parameterArn('prod/a')))
  await expect(reader.send(new GetParametersCommand({ Names: [Name] }))).rejects.toMatchObject(
    denied('ssm:GetParameters', parameterArn('prod/a')),
  )
  await expect(reader.send(new PutParameterCommand({ Name, Value }))).rejects.toMatchObject(
    denied('ssm:PutParameter', parameterArn('prod/a')),
  )
  await expect(reader.send(new DeleteParameterCommand({ Name }))).rejects.toMatchObject(
    denied('ssm:DeleteParameter', parameterArn('prod/a')),
  )
  await expect(reader.send(new DescribeParametersCommand({}))).rejects.toMatchObject(denied('ssm:DescribeParameters', '*'))
})

test('a missing parameter is refused like one that is there, and a name that cannot be one as any', async () => {
  const { reader } = await readerOf()
  const get = (Name: string) => reader.send(new GetParameterCommand({ Name }))
  await expect(get('/prod/none')).rejects.toMatchObject(denied('ssm:GetParameter', parameterArn('prod/none')))
  await expect(get('a/b')).rejects.toMatchObject(denied('ssm:GetParameter', `arn:aws:ssm:${region}:123456789012:*`))
})

test('a role reads exactly the parameter it was granted, by whichever name', async () => {
  const { reader } = await readerOf(allow('ssm:GetParameter', parameterArn('prod/a')))
  for (const Name of ['/prod/a', '/prod/a:1', parameterArn('prod/a')]) {
    const { Parameter } = await reader.send(new GetParameterCommand({ Name, WithDecryption: true }))
    expect(Parameter?.Value).toBe('of /prod/a')
  }
  await expect(reader.send(new GetParameterCommand({ Name: '/prod/b' }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  await expect(reader.send(new GetParametersCommand({ Names: ['/prod/a'] }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('one refused name refuses all that are asked for with it', async () => {
  const { reader } = await readerOf(allow('ssm:GetParameters', parameterArn('prod/a')))
  const read = (...Names: string[]) => reader.send(new GetParametersCommand({ Names, WithDecryption: true }))
  expect((await read('/prod/a')).Parameters?.[0]?.Value).toBe('of /prod/a')
  await expect(read('/prod/a', '/prod/b')).rejects.toMatchObject(denied('ssm:GetParameters', parameterArn('prod/b')))
})

test('putting tags on a new parameter takes the right to do so', async () => {
  const create = { Name: '/prod/new', Value: 'v', Type: 'String' as const, Tags: [{ Key: 'team', Value: 'shop' }] }
  const { reader } = await readerOf(allow('ssm:PutParameter', '*'))
  await expect(reader.send(new PutParameterCommand(create))).rejects.toMatchObject(
    denied('ssm:AddTagsToResource', parameterArn('prod/new')),
  )
  const tagger = (await readerOf(allow(['ssm:PutParameter', 'ssm:AddTagsToResource'], parameterArn('prod/new')))).reader
  expect(await tagger.send(new PutParameterCommand(create))).toMatchObject({ Version: 1 })
})

test('a condition sees whether the request overwrites, and the tags it sends', async () => {
  const noOverwrite = { ...allow('ssm:PutParameter', '*'), Condition: { StringEquals: { 'ssm:Overwrite': 'false' } } }
  const onlyShop = { ...allow('ssm:AddTagsToResource', '*'), Condition: { StringEquals: { 'aws:RequestTag/team': 'shop' } } }
  const { reader } = await readerOf(noOverwrite, onlyShop)
  const put = (team: string, Overwrite?: boolean) => {
    const Tags = Overwrite === true ? undefined : [{ Key: 'team', Value: team }]
    return reader.send(new PutParameterCommand({ Name: `/new/${team}`, Value: 'v', Type: 'String', Overwrite, Tags }))
  }
  expect(await put('shop', false)).toMatchObject({ Version: 1 })
  await expect(put('pay', false)).rejects.toMatchObject(denied('ssm:AddTagsToResource', parameterArn('new/pay')))
  await expect(put('shop', true)).rejects.toMatchObject(denied('ssm:PutParameter', parameterArn('new/shop')))
  await expect(put('shop')).rejects.toMatchObject(denied('ssm:PutParameter', parameterArn('new/shop')))
})

test('the trail has a read with its name, and a denied one without', async () => {
  const { administrator, reader } = await readerOf(allow('ssm:GetParameter', parameterArn('prod/a')))
  await reader.send(new GetParameterCommand({ Name: '/prod/a', WithDecryption: true }))
  const message = await reader.send(new GetParameterCommand({ Name: '/prod/b' })).catch((error: Error) => error.message)
  const [refused, read] = await recordsOf(administrator, 'GetParameter')
  expect(read).toMatchObject({
    eventSource: 'ssm.amazonaws.com',
    awsRegion: region,
    readOnly: true,
    userIdentity: { type: 'AssumedRole', arn: roleArn },
    requestParameters: { name: '/prod/a', withDecryption: true },
    responseElements: null,
    resources: [{ ARN: parameterArn('prod/a'), accountId: '123456789012' }],
  })
  expect(read).not.toHaveProperty('errorCode')
  // the parameter stands in the message alone
  expect(refused).toMatchObject({ errorCode: 'AccessDenied', errorMessage: message, requestParameters: null, responseElements: null })
  expect(refused).not.toHaveProperty('resources')
})

test('the trail has a change with all but its value', async () => {
  const { administrator, owner } = await readerOf()
  await owner.send(new PutParameterCommand({ Name: '/prod/a', Value: 'hunter2', Overwrite: true, Description: 'of the shop' }))
  const [change] = await recordsOf(administrator, 'PutParameter')
  expect(change).toMatchObject({
    readOnly: false,
    requestParameters: { name: '/prod/a', overwrite: true, description: 'of the shop' },
    responseElements: { version: 2, tier: 'Standard' },
  })
  expect(change?.['requestParameters']).not.toHaveProperty('value')
})

test('no value is in any file, of any type, put, overwritten, refused or deleted; all of it is there after a restart', async () => {
  const { dataDir, environment, folder } = freshFolders()
  const values = ['first', 'second', 'refused', 'deleted', 'plain'].map((name) => `${name}/värde+"of the key"`)
  const [first = '', second = '', refused = '', deleted = '', plain = ''] = values
  const start = async () => {
    const local = await startLocal({ port: 0, region, dataDir, environment })
    return { local, ssm: new SSMClient(reaching(local)), clients: clientsOf(local) }
  }
  const before = await start()
  const put = (Name: string, Value: string, more: object = {}) =>
    before.ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', ...more }))
  await put('/kept', first)
  await put('/kept', second, { Overwrite: true })
  await put('/kept', refused).catch(() => {})
  await put('/kept', refused, { Overwrite: true, AllowedPattern: '^\\d$' }).catch(() => {})
  await put('/deleted', deleted)
  await put('/plain', plain, { Type: 'String' })
  await before.ssm.send(new GetParametersCommand({ Names: ['/kept', '/kept:1', '/deleted', '/plain'], WithDecryption: true }))
  await before.ssm.send(new DeleteParameterCommand({ Name: '/deleted' }))
  const told = JSON.stringify(await recordsOf(before.clients, 'PutParameter'))
  await before.local.stop()
  for (const value of values) {
    expect(filesHolding(value, [folder])).toEqual([])
    expect(formsIn(told, value)).toEqual([])
  }

  const after = await start()
  onTestFinished(() => after.local.stop())
  const { Parameters } = await after.ssm.send(new GetParametersCommand({ Names: ['/kept', '/kept:1', '/plain'], WithDecryption: true }))
  expect(Parameters?.map(({ Value }) => Value)).toEqual([second, first, plain])
})
