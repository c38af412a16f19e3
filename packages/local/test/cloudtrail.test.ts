import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail'
import { GetRoleCommand } from '@aws-sdk/client-iam'
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Clients, reaching, sessionOf, started } from './started.ts'

const region = 'eu-west-1'
const parameterArn = (name: string) => `arn:aws:ssm:${region}:123456789012:parameter/${name}`

/** A server whose clock a test moves, with a client of its trail. */
async function trailOf({ now = () => new Date() } = {}) {
  const clients = await started({ region, now })
  const ssm = new SSMClient(reaching(clients.local))
  const { lookup } = lookupOf(clients)
  onTestFinished(() => ssm.destroy())
  const put = (Name: string) => ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String' }))
  const get = (Name: string) => ssm.send(new GetParameterCommand({ Name }))
  return { clients, put, get, lookup }
}

function lookupOf({ local, secrets }: Clients, inRegion = local.region) {
  const trail = new CloudTrailClient({ ...reaching(local), region: inRegion, credentials: secrets.config.credentials })
  onTestFinished(() => trail.destroy())
  return { lookup: (input: LookupEventsCommandInput = {}) => trail.send(new LookupEventsCommand(input)) }
}

const by = (AttributeKey: string, AttributeValue: string): LookupEventsCommandInput => ({
  LookupAttributes: [{ AttributeKey: AttributeKey as 'EventName', AttributeValue }], // a test may send a key that is none
})

describe('an event', () => {
  test('tells who did what to which resource, with the whole record as JSON', async () => {
    const at = new Date('2026-11-24T06:00:00.750Z')
    const { clients, put, lookup } = await trailOf({ now: () => at })
    await put('/prod/key')
    const { Events } = await lookup(by('EventName', 'PutParameter'))
    expect(Events).toHaveLength(1)
    const event = Events?.[0]
    expect(event).toEqual({
      EventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      EventName: 'PutParameter',
      ReadOnly: 'false',
      AccessKeyId: clients.local.accessKeyId,
      EventTime: at,
      EventSource: 'ssm.amazonaws.com',
      Username: expect.any(String),
      Resources: [{ ResourceType: 'AWS::SSM::Parameter', ResourceName: parameterArn('prod/key') }],
      CloudTrailEvent: expect.any(String),
    })
    expect(JSON.parse(event?.CloudTrailEvent ?? '')).toMatchObject({
      eventVersion: expect.stringMatching(/^1\.\d+$/),
      userIdentity: { type: 'IAMUser', userName: event?.Username, accountId: '123456789012', accessKeyId: clients.local.accessKeyId },
      eventTime: '2026-11-24T06:00:00Z',
      eventSource: 'ssm.amazonaws.com',
      eventName: 'PutParameter',
      awsRegion: region,
      sourceIPAddress: '127.0.0.1',
      userAgent: expect.stringContaining('aws-sdk-js'),
      requestID: expect.any(String),
      eventID: event?.EventId,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: '123456789012',
    })
  })

  test('of a role session names its role, its session and the error it met', async () => {
    const { clients, lookup } = await trailOf()
    const { secrets } = await sessionOf(clients, 'checkout', [])
    await secrets.send(new GetSecretValueCommand({ SecretId: 'prod/stripe' })).catch(() => {})
    const { Events } = await lookup(by('EventName', 'GetSecretValue'))
    expect(Events?.[0]).toMatchObject({ ReadOnly: 'true', Username: 'tested', AccessKeyId: expect.stringMatching(/^ASIA/) })
    expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? '')).toMatchObject({
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::123456789012:assumed-role/checkout/tested',
        sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::123456789012:role/checkout', userName: 'checkout' } },
      },
      errorCode: 'AccessDenied',
      errorMessage: expect.stringContaining('is not authorized to perform: secretsmanager:GetSecretValue'),
      requestParameters: { secretId: 'prod/stripe' }, // unlike Parameter Store's
      responseElements: null,
    })
  })

  test('is there as soon as the call was answered, reads too, the newest first', async () => {
    const { put, get, lookup } = await trailOf()
    await put('/a')
    await get('/a')
    await get('/b').catch(() => {})
    const { Events } = await lookup(by('EventSource', 'ssm.amazonaws.com'))
    expect(Events?.map(({ EventName, Resources }) => [EventName, Resources?.[0]?.ResourceName])).toEqual([
      ['GetParameter', parameterArn('b')],
      ['GetParameter', parameterArn('a')],
      ['PutParameter', parameterArn('a')],
    ])
  })

  test('of a global service is in us-east-1, any other in its own region', async () => {
    const { clients, put } = await trailOf()
    await put('/a')
    await clients.iam.send(new GetRoleCommand({ RoleName: 'none' })).catch(() => {})
    const here = await lookupOf(clients).lookup(by('EventSource', 'iam.amazonaws.com'))
    const global = await lookupOf(clients, 'us-east-1').lookup(by('EventSource', 'iam.amazonaws.com'))
    expect([here.Events?.length, global.Events?.map(({ EventName }) => EventName)]).toEqual([0, ['GetRole']])
    expect((await lookupOf(clients, 'us-east-1').lookup(by('EventSource', 'ssm.amazonaws.com'))).Events).toEqual([])
  })
})

describe('a lookup', () => {
  test('finds events by each attribute', async () => {
    const { clients, put, get, lookup } = await trailOf()
    await put('/a')
    await get('/a')
    const session = await sessionOf(clients, 'reader', [])
    await session.sts.send(new GetCallerIdentityCommand({}))
    const found = async (key: string, value: string) => (await lookup(by(key, value))).Events?.map(({ EventName }) => EventName)
    const [read] = (await lookup(by('EventName', 'GetParameter'))).Events ?? []
    expect(await found('EventId', read?.EventId ?? '')).toEqual(['GetParameter'])
    expect(await found('ReadOnly', 'false')).toEqual(['PutParameter'])
    expect(await found('EventSource', 'ssm.amazonaws.com')).toEqual(['GetParameter', 'PutParameter'])
    expect(await found('ResourceName', parameterArn('a'))).toEqual(['GetParameter', 'PutParameter'])
    expect(await found('ResourceType', 'AWS::SSM::Parameter')).toEqual(['GetParameter', 'PutParameter'])
    expect(await found('Username', 'tested')).toEqual(['GetCallerIdentity'])
    expect(await found('AccessKeyId', clients.local.accessKeyId)).toContain('PutParameter')
    expect(await found('AccessKeyId', clients.local.accessKeyId)).not.toContain('GetCallerIdentity')
    expect(await found('EventName', 'getparameter')).toEqual([])
  })

  test('by the type of a resource fills its pages, whatever else happened in between', async () => {
    const { clients, put, lookup } = await trailOf()
    for (const name of ['/a', '/b', '/c']) {
      await put(name)
      for (let call = 0; call < 3; call++) await clients.sts.send(new GetCallerIdentityCommand({}))
    }
    const page = async (NextToken?: string) => {
      const answer = await lookup({
        ...by('ResourceType', 'AWS::SSM::Parameter'),
        MaxResults: 2,
        ...(NextToken !== undefined && { NextToken }),
      })
      return { names: answer.Events?.map(({ Resources }) => Resources?.[0]?.ResourceName), next: answer.NextToken }
    }
    const first = await page()
    expect(first).toEqual({ names: [parameterArn('c'), parameterArn('b')], next: expect.any(String) })
    expect(await page(first.next)).toEqual({ names: [parameterArn('a')], next: undefined })
  })

  test('takes no token of another region', async () => {
    const { clients, put, lookup } = await trailOf()
    await put('/a')
    await put('/b')
    const { NextToken } = await lookup({ MaxResults: 1 })
    expect((await lookup({ NextToken })).Events).toHaveLength(1)
    await expect(lookupOf(clients, 'us-east-1').lookup({ NextToken })).rejects.toMatchObject({ name: 'InvalidNextTokenException' })
  })

  test('finds what happened between two times, both included', async () => {
    let now = new Date('2026-11-24T06:00:00Z')
    const { put, lookup } = await trailOf({ now: () => now })
    for (const minute of ['00', '01', '02']) {
      now = new Date(`2026-11-24T06:${minute}:00Z`)
      await put(`/at/${minute}`)
    }
    const between = async (StartTime?: string, EndTime?: string) => {
      const times = { ...(StartTime && { StartTime: new Date(StartTime) }), ...(EndTime && { EndTime: new Date(EndTime) }) }
      const { Events } = await lookup({ ...by('EventName', 'PutParameter'), ...times })
      return Events?.map(({ EventTime }) => EventTime?.getUTCMinutes())
    }
    expect(await between('2026-11-24T06:01:00Z', '2026-11-24T06:02:00Z')).toEqual([2, 1])
    expect(await between('2026-11-24T06:01:01Z')).toEqual([2])
    expect(await between(undefined, '2026-11-24T06:00:59Z')).toEqual([0])
    expect(await between('2026-11-24T06:02:00Z', '2026-11-24T06:02:00Z')).toEqual([2])
    now = new Date('2027-02-22T06:01:30Z') // 90 days later, of which event history is
    expect(await between()).toEqual([2])
  })

  test('gives pages that neither repeat nor lose an event, while more happen', async () => {
    const { put, get, lookup } = await trailOf()
    await put('/a')
    for (let read = 0; read < 7; read++) await get('/a')
    const ids: (string | undefined)[] = []
    let NextToken: string | undefined
    do {
      const page = await lookup({ ...by('EventName', 'GetParameter'), MaxResults: 3, ...(NextToken !== undefined && { NextToken }) })
      ids.push(...(page.Events ?? []).map(({ EventId }) => EventId))
      NextToken = page.NextToken
      await get('/a')
    } while (NextToken !== undefined)
    expect(ids).toHaveLength(7)
    expect(new Set(ids).size).toBe(7)
  })

  test('gives fifty events at most', async () => {
    const { put, get, lookup } = await trailOf()
    await put('/a')
    for (let read = 0; read < 51; read++) await get('/a')
    const { Events, NextToken } = await lookup(by('EventName', 'GetParameter'))
    expect(Events).toHaveLength(50)
    expect((await lookup({ ...by('EventName', 'GetParameter'), NextToken })).Events).toHaveLength(1)
  })

  test('is on the trail itself', async () => {
    const { lookup } = await trailOf()
    await lookup()
    const { Events } = await lookup()
    expect(Events?.map(({ EventName, EventSource }) => [EventName, EventSource])).toEqual([['LookupEvents', 'cloudtrail.amazonaws.com']])
  })

  test('finds no insights, since nothing makes them', async () => {
    const { lookup } = await trailOf()
    expect((await lookup({ EventCategory: 'insight' })).Events).toEqual([])
  })

  test('takes a right of its own', async () => {
    const { clients } = await trailOf()
    const denied = lookupOf(await sessionOf(clients, 'nobody', [])).lookup()
    await expect(denied).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/nobody/tested is not authorized to perform: cloudtrail:LookupEvents ' +
        'because no identity-based policy allows the cloudtrail:LookupEvents action',
    })
    const allowed = lookupOf(await sessionOf(clients, 'auditor', [{ Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' }]))
    expect((await allowed.lookup()).Events?.length).toBeGreaterThan(0)
  })

  test.each<[string, LookupEventsCommandInput, string]>([
    [
      'by two attributes',
      { LookupAttributes: [by('EventName', 'a'), by('EventId', 'b')].flatMap((each) => each.LookupAttributes ?? []) },
      'InvalidLookupAttributesException',
    ],
    ['by an attribute that is none', by('Colour', 'red'), 'InvalidLookupAttributesException'],
    ['by an empty value', by('EventName', ''), 'InvalidLookupAttributesException'],
    ['by a value of 2001 characters', by('EventName', 'a'.repeat(2001)), 'InvalidLookupAttributesException'],
    ['that ends before it begins', { StartTime: new Date(2000), EndTime: new Date(1000) }, 'InvalidTimeRangeException'],
    ['of 51 events', { MaxResults: 51 }, 'InvalidMaxResultsException'],
    ['of none', { MaxResults: 0 }, 'InvalidMaxResultsException'],
    ['with a token that is none', { NextToken: 'made-up' }, 'InvalidNextTokenException'],
    ['of an unknown category', { EventCategory: 'management' as 'insight' }, 'InvalidEventCategoryException'],
  ])('is refused %s', async (_, input, name) => {
    const { lookup } = await trailOf()
    await expect(lookup(input)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
  })
})
