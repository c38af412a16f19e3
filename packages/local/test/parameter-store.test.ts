import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  type DescribeParametersCommandInput,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parameterArn, parameterStoreForAll } from './parameter-clients.ts'
import { reaching } from './started.ts'

const storedAt = new Date('2026-11-24T06:00:00.250Z')

const { local, ssm } = await parameterStoreForAll({ now: () => storedAt })

const put = (input: Partial<PutParameterCommandInput>) =>
  ssm.send(new PutParameterCommand({ Name: '/unnamed', Value: 'v', Type: 'String', ...input }))
const get = async (Name: string, WithDecryption?: boolean) =>
  (await ssm.send(new GetParameterCommand({ Name, ...(WithDecryption !== undefined && { WithDecryption }) }))).Parameter

describe('a parameter', () => {
  test.each(['String', 'StringList', 'SecureString'] as const)('of type %s comes back as it was put', async (Type) => {
    const Name = `/types/${Type}`
    const Value = 'one,two é 漢\n"quoted" \\ 😀'
    expect(await put({ Name, Value, Type })).toMatchObject({ Version: 1, Tier: 'Standard' })
    expect(await get(Name, true)).toEqual({
      Name,
      Type,
      Value,
      Version: 1,
      LastModifiedDate: storedAt,
      ARN: parameterArn(`types/${Type}`),
      DataType: 'text',
    })
  })

  test('that is a SecureString is ciphertext until decryption is asked for', async () => {
    const Value = 'sk_live_never-in-plain'
    await put({ Name: '/secure/key', Value, Type: 'SecureString', KeyId: 'alias/aws/ssm' })
    const [byDefault, refused] = [await get('/secure/key'), await get('/secure/key', false)]
    expect(byDefault?.Value).toMatch(/^[A-Za-z0-9+/]{100,}={0,2}$/)
    expect(refused?.Value).toBe(byDefault?.Value)
    expect(Buffer.from(byDefault?.Value ?? '', 'base64').toString('latin1')).not.toContain(Value)
    expect((await get('/secure/key', true))?.Value).toBe(Value)
  })

  test('that is no SecureString is plain, asked to be decrypted or not', async () => {
    await put({ Name: '/plain', Value: 'open' })
    expect((await get('/plain'))?.Value).toBe('open')
    expect((await get('/plain', true))?.Value).toBe('open')
  })

  test('of one level is the same with and without its slash, and answers to the name it was asked by', async () => {
    await put({ Name: '/alone', Value: 'same' })
    expect(await get('alone')).toMatchObject({ Name: 'alone', Value: 'same', ARN: parameterArn('alone') })
    expect(await get('/alone')).toMatchObject({ Name: '/alone', ARN: parameterArn('alone') })
    await expect(put({ Name: 'alone' })).rejects.toMatchObject({ name: 'ParameterAlreadyExists' })
  })

  test('is found by its ARN', async () => {
    await put({ Name: '/by/arn', Value: 'found' })
    expect(await get(parameterArn('by/arn'))).toMatchObject({ Name: '/by/arn', Value: 'found', ARN: parameterArn('by/arn') })
    expect(await get(`${parameterArn('by/arn')}:1`)).toMatchObject({ Selector: ':1', Value: 'found' })
  })

  test('is of its own region', async () => {
    await put({ Name: '/regional', Value: 'eu' })
    const elsewhere = new SSMClient({ ...reaching(local), region: 'us-east-2' })
    await expect(elsewhere.send(new GetParameterCommand({ Name: '/regional' }))).rejects.toMatchObject({ name: 'ParameterNotFound' })
    elsewhere.destroy()
  })

  test('has the value of the tier it is in, to the last byte', async () => {
    const [standard, advanced] = ['x'.repeat(4096), 'é'.repeat(4096)]
    expect(await put({ Name: '/tier/standard', Value: standard })).toMatchObject({ Tier: 'Standard' })
    expect(await put({ Name: '/tier/advanced', Value: advanced, Tier: 'Advanced' })).toMatchObject({ Tier: 'Advanced' })
    expect(await put({ Name: '/tier/chosen', Value: advanced, Tier: 'Intelligent-Tiering' })).toMatchObject({ Tier: 'Advanced' })
    expect((await get('/tier/standard'))?.Value).toBe(standard)
    expect((await get('/tier/chosen'))?.Value).toBe(advanced)
  })

  test('is gone when it is deleted, its versions too, and begins anew at version 1', async () => {
    for (const Value of ['first', 'second', 'third']) await put({ Name: '/deleted', Value, Overwrite: true })
    for (const Name of ['/deleted:1', '/deleted:2', '/deleted']) await get(Name)
    await ssm.send(new DeleteParameterCommand({ Name: '/deleted' }))
    await expect(get('/deleted')).rejects.toMatchObject({ name: 'ParameterNotFound' })
    expect(await put({ Name: '/deleted', Value: 'anew' })).toMatchObject({ Version: 1 })
    expect((await get('/deleted'))?.Value).toBe('anew')
    await expect(get('/deleted:2')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' })
    await put({ Name: '/deleted', Value: 'again', Overwrite: true })
    expect([(await get('/deleted:1'))?.Value, (await get('/deleted:2'))?.Value]).toEqual(['anew', 'again'])
  })
})

describe('a parameter that is overwritten', () => {
  test('keeps what the request does not say', async () => {
    const Name = '/kept'
    await put({ Name, Value: 'k1', Type: 'SecureString', Description: 'of the shop', AllowedPattern: '^k\\d+$', Tier: 'Advanced' })
    const overwritten = await ssm.send(new PutParameterCommand({ Name, Value: 'k2', Overwrite: true }))
    expect(overwritten).toMatchObject({ Version: 2, Tier: 'Advanced' })
    const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: [Name] }] }))
    expect(Parameters).toEqual([
      {
        Name,
        ARN: parameterArn('kept'),
        Type: 'SecureString',
        KeyId: 'alias/aws/ssm',
        LastModifiedDate: storedAt,
        LastModifiedUser: expect.stringMatching(/^arn:aws:iam::123456789012:user\//),
        Description: 'of the shop',
        AllowedPattern: '^k\\d+$',
        Version: 2,
        Tier: 'Advanced',
        Policies: [],
        DataType: 'text',
      },
    ])
  })

  test('still has its earlier versions, read by number', async () => {
    for (const Value of ['one', 'two', 'three']) await put({ Name: '/versions', Value, Overwrite: true })
    expect(await get('/versions:2')).toMatchObject({ Name: '/versions', Value: 'two', Version: 2, Selector: ':2' })
    expect(await get('/versions:3')).toMatchObject({ Value: 'three', Version: 3 })
    expect((await get('/versions'))?.Value).toBe('three')
  })

  test('keeps a hundred versions, and drops the oldest for one more', async () => {
    for (let version = 1; version <= 101; version++) await put({ Name: '/hundred', Value: `v${version}`, Overwrite: true })
    await expect(get('/hundred:1')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' })
    expect((await get('/hundred:2'))?.Value).toBe('v2')
    expect(await get('/hundred')).toMatchObject({ Value: 'v101', Version: 101 })
  })
})

describe('several parameters', () => {
  test('are read at once, in the order they were asked for, the missing ones told apart', async () => {
    await put({ Name: '/several/a', Value: 'a', Type: 'SecureString' })
    await put({ Name: '/several/b', Value: 'b' })
    const Names = ['/several/b', '/several/none', parameterArn('several/a'), '/several/a:7', 'no such/name', '/several/a:1']
    const answer = await ssm.send(new GetParametersCommand({ Names, WithDecryption: true }))
    expect(answer.Parameters?.map(({ Name, Value, Selector }) => [Name, Value, Selector])).toEqual([
      ['/several/b', 'b', undefined],
      ['/several/a', 'a', undefined],
      ['/several/a', 'a', ':1'],
    ])
    expect(answer.InvalidParameters).toEqual(['/several/none', '/several/a:7', 'no such/name'])
  })

  test('are ciphertext until decryption is asked for', async () => {
    await put({ Name: '/several/secure', Value: 'hidden', Type: 'SecureString' })
    const { Parameters } = await ssm.send(new GetParametersCommand({ Names: ['/several/secure'] }))
    expect(Parameters?.[0]?.Value).toMatch(/^[A-Za-z0-9+/]{100,}={0,2}$/)
  })

  test('are ten at most', async () => {
    const Names = Array.from({ length: 10 }, (_, index) => `/ten/${index}`)
    for (const Name of Names) await put({ Name })
    expect((await ssm.send(new GetParametersCommand({ Names }))).Parameters).toHaveLength(10)
    await expect(ssm.send(new GetParametersCommand({ Names: [...Names, '/ten/10'] }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("at 'names' failed to satisfy constraint: Member must have length less than or equal to 10"),
    })
  })
})

describe('the list of parameters', () => {
  let listed: SSMClient
  const names = async (input: DescribeParametersCommandInput) =>
    (await listed.send(new DescribeParametersCommand(input))).Parameters?.map(({ Name }) => Name)

  beforeAll(async () => {
    listed = new SSMClient({ ...reaching(local), region: 'eu-north-1' })
    const Tags = [{ Key: 'team', Value: 'shop' }]
    for (const input of [
      { Name: '/dev/stripe', Type: 'SecureString' as const, Tags },
      { Name: '/dev/stripe/webhook', Type: 'SecureString' as const },
      { Name: '/prod/stripe', Tags: [{ Key: 'team', Value: 'pay' }] },
      { Name: 'top', Tier: 'Advanced' as const },
      { Name: '/image', DataType: 'aws:ec2:image' },
    ]) {
      await listed.send(new PutParameterCommand({ Value: 'v', Type: 'String', ...input }))
    }
  })

  afterAll(() => listed.destroy())

  test('is by name', async () => {
    expect(await names({})).toEqual(['/dev/stripe', '/dev/stripe/webhook', '/image', '/prod/stripe', 'top'])
  })

  test.each([
    ['a whole name', { Key: 'Name', Values: ['/dev/stripe', 'image'] }, ['/dev/stripe', '/image']],
    ['the beginning of a name', { Key: 'Name', Option: 'BeginsWith', Values: ['/dev'] }, ['/dev/stripe', '/dev/stripe/webhook']],
    ['a part of a name', { Key: 'Name', Option: 'Contains', Values: ['stripe'] }, ['/dev/stripe', '/dev/stripe/webhook', '/prod/stripe']],
    ['type', { Key: 'Type', Values: ['SecureString'] }, ['/dev/stripe', '/dev/stripe/webhook']],
    ['key', { Key: 'KeyId', Values: ['alias/aws/ssm'] }, ['/dev/stripe', '/dev/stripe/webhook']],
    ['one level of a path', { Key: 'Path', Values: ['/dev'] }, ['/dev/stripe']],
    ['a whole path', { Key: 'Path', Option: 'Recursive', Values: ['/dev'] }, ['/dev/stripe', '/dev/stripe/webhook']],
    ['the first level', { Key: 'Path', Option: 'OneLevel', Values: ['/'] }, ['/image', 'top']],
    ['tier', { Key: 'Tier', Values: ['Advanced'] }, ['top']],
    ['data type', { Key: 'DataType', Option: 'BeginsWith', Values: ['aws:'] }, ['/image']],
    ['a tag and its value', { Key: 'tag:team', Values: ['shop'] }, ['/dev/stripe']],
    ['a tag', { Key: 'tag:team' }, ['/dev/stripe', '/prod/stripe']],
  ])('is filtered by %s', async (_, filter, expected) => {
    expect(await names({ ParameterFilters: [filter] })).toEqual(expected)
  })

  test('is filtered by all filters together, each by any of its values', async () => {
    const ParameterFilters = [
      { Key: 'Path', Option: 'Recursive', Values: ['/dev', '/prod'] },
      { Key: 'Type', Values: ['SecureString', 'StringList'] },
      { Key: 'tag:team', Values: ['shop', 'pay'] },
    ]
    expect(await names({ ParameterFilters })).toEqual(['/dev/stripe'])
  })

  test('is filtered by the older filters, which match by the beginning', async () => {
    expect(await names({ Filters: [{ Key: 'Name', Values: ['/prod', '/im'] }] })).toEqual(['/image', '/prod/stripe'])
  })

  test('comes in pages, also when the parameter a page ended with is deleted', async () => {
    const pages: (string | undefined)[][] = []
    const page = async (NextToken?: string) => {
      const answer = await listed.send(new DescribeParametersCommand({ MaxResults: 2, ...(NextToken !== undefined && { NextToken }) }))
      pages.push(answer.Parameters?.map(({ Name }) => Name) ?? [])
      return answer.NextToken
    }
    const second = await page()
    await listed.send(new DeleteParameterCommand({ Name: '/dev/stripe/webhook' }))
    const third = await page(second)
    expect(await page(third)).toBeUndefined()
    expect(pages).toEqual([['/dev/stripe', '/dev/stripe/webhook'], ['/image', '/prod/stripe'], ['top']])
  })

  test('takes no token that no page gave, of any length', async () => {
    for (const name of ['', 'x'.repeat(5000), 'a b', 7]) {
      const NextToken = Buffer.from(JSON.stringify([name])).toString('base64url')
      await expect(listed.send(new DescribeParametersCommand({ NextToken }))).rejects.toMatchObject({ name: 'InvalidNextToken' })
    }
  })

  test('has nothing that other accounts share', async () => {
    expect(await names({ Shared: true })).toEqual([])
  })
})
