import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  type DescribeParametersCommandInput,
  GetParameterCommand,
  type GetParameterCommandInput,
  GetParametersCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm'
import { beforeAll, describe, expect, test } from 'vitest'
import { parameterStoreForAll } from './parameter-clients.ts'

const { ssm } = await parameterStoreForAll()

beforeAll(() => put({ Name: '/there', Value: 'v1' }))

const put = (input: Partial<PutParameterCommandInput>) =>
  ssm.send(new PutParameterCommand({ Name: '/new', Value: 'v', Type: 'String', ...input }))
const get = (Name: string, more: Partial<GetParameterCommandInput> = {}) => ssm.send(new GetParameterCommand({ Name, ...more }))
const list = (input: DescribeParametersCommandInput) => ssm.send(new DescribeParametersCommand(input))

describe('PutParameter refuses', () => {
  const outOfReach = 'failed to satisfy constraint'
  test.each<[string, Partial<PutParameterCommandInput>, string, string]>([
    [
      'no type for a new parameter',
      { Type: undefined },
      'ValidationException',
      'A parameter type is required when you create a parameter.',
    ],
    ['an unknown type', { Type: 'Binary' as 'String' }, 'ValidationException', "Value 'Binary' at 'type' failed to satisfy constraint"],
    ['an empty value', { Value: '' }, 'ValidationException', "at 'value' failed to satisfy constraint"],
    ['no name', { Name: undefined }, 'ValidationException', "Value null at 'name'"],
    ['no value', { Value: undefined }, 'ValidationException', "Value null at 'value'"],
    ['a name of 2049 characters', { Name: 'a'.repeat(2049) }, 'ValidationException', outOfReach],
    ['a name that is too long with its ARN', { Name: 'a'.repeat(1000) }, 'ValidationException', 'use a shorter name'],
    ['a path without its first slash', { Name: 'a/b/c' }, 'ValidationException', 'Parameter name must be a fully qualified name.'],
    ['an empty sub-path', { Name: '/a//b' }, 'ValidationException', 'sub-paths divided by slash symbol'],
    ['a name that begins with aws', { Name: 'AwsKey' }, 'ValidationException', 'can\'t be prefixed with "aws" or "ssm"'],
    ['a name that begins with ssm', { Name: '/ssm/key' }, 'ValidationException', 'can\'t be prefixed with "aws" or "ssm"'],
    ['a name of AWS itself', { Name: '/aws/key' }, 'AccessDeniedException', 'No access to reserved parameter name: /aws/key.'],
    ['an ARN as a new name', { Name: 'arn:aws:ssm:eu-west-1:123456789012:parameter/x' }, 'ValidationException', 'fully qualified name'],
    ['4097 bytes in the standard tier', { Value: 'x'.repeat(4097) }, 'ValidationException', 'maximum parameter value of 4096'],
    [
      '8193 bytes in the advanced tier',
      { Value: 'x'.repeat(8193), Tier: 'Advanced' },
      'ValidationException',
      'maximum parameter value of 8192',
    ],
    ['a value with double brackets', { Value: 'a {{ssm:/there}} b' }, 'ValidationException', "can't nest another parameter"],
    ['an unknown data type', { DataType: 'Text' }, 'ValidationException', 'The following data type is not supported: Text'],
    ['tags when it overwrites', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] }, 'ValidationException', "can't be used together"],
    ['51 tags', { Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' })) }, 'ValidationException', 'at most 50 tags'],
    ['a tag of AWS itself', { Tags: [{ Key: 'aws:x', Value: '' }] }, 'ValidationException', 'begins with aws:'],
    ['a tag twice', { Tags: ['1', '2'].map((Value) => ({ Key: 'k', Value })) }, 'ValidationException', 'unique'],
    ['a key for a String', { KeyId: 'alias/aws/ssm' }, 'ValidationException', 'KeyId is of a SecureString only'],
    ['policies', { Policies: '[]', Tier: 'Advanced' }, 'ValidationException', 'policies are not served on loopback yet'],
    ['a description of 1025 characters', { Description: 'd'.repeat(1025) }, 'ValidationException', outOfReach],
    [
      'a pattern that would never end',
      { AllowedPattern: '(a+)+$', Value: `${'a'.repeat(4000)}b` },
      'InvalidAllowedPatternException',
      'takes more than',
    ],
  ])('%s, and stores nothing', async (_, input, name, message) => {
    await expect(put(input)).rejects.toMatchObject({ name, message: expect.stringContaining(message), $metadata: { httpStatusCode: 400 } })
    expect((await list({})).Parameters?.map(({ Name }) => Name)).toEqual(['/there'])
  })

  test('every constraint that does not hold at once, and shows no value', async () => {
    const refused = await put({ Name: '', Value: '', Tier: 'Gold' as 'Standard' }).catch((error: Error) => error)
    expect(refused).toMatchObject({ message: expect.stringMatching(/^3 validation errors detected: /) })
  })

  test('a value that does not match the pattern of the version before, and keeps that version', async () => {
    await put({ Name: '/there/pattern', Value: 'k1', AllowedPattern: '^k\\d$' })
    const refused = await put({ Name: '/there/pattern', Value: 'hunter2', Overwrite: true }).catch((error: Error) => error)
    expect(refused).toMatchObject({ name: 'ParameterPatternMismatchException' })
    expect(JSON.stringify(refused)).not.toContain('hunter2')
    expect((await get('/there/pattern')).Parameter).toMatchObject({ Version: 1, Value: 'k1' })
    await ssm.send(new DeleteParameterCommand({ Name: '/there/pattern' }))
  })

  test('to take an advanced parameter back to the standard tier', async () => {
    await put({ Name: '/there/advanced', Tier: 'Advanced' })
    const back = put({ Name: '/there/advanced', Tier: 'Standard', Overwrite: true })
    await expect(back).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining("can't downgrade") })
    await ssm.send(new DeleteParameterCommand({ Name: '/there/advanced' }))
  })
})

describe('a read is refused', () => {
  test.each([
    ['of a label that is not there', '/there:live', 'ParameterVersionNotFound', 'could not find version live of /there'],
    ['of a version that never was', '/there:99', 'ParameterVersionNotFound', 'could not find version 99 of /there. Verify the version'],
    ['of version 0', '/there:0', 'ParameterVersionNotFound', 'could not find version 0'],
    ['with two colons', '/there:1:2', 'ParameterNotFound', ''],
    ['of a name that no parameter can have', 'a/b', 'ValidationException', 'correct syntax'],
    ['of another region by ARN', 'arn:aws:ssm:us-east-1:123456789012:parameter/there', 'ParameterNotFound', ''],
    ['of another account by ARN', 'arn:aws:ssm:eu-west-1:111122223333:parameter/there', 'ParameterNotFound', ''],
    ['of a reference to Secrets Manager', '/aws/reference/secretsmanager/stripe', 'ValidationException', 'not served on loopback yet'],
    ['of an empty name', '', 'ValidationException', "at 'name' failed to satisfy constraint"],
  ])('%s', async (_, name, code, message) => {
    await expect(get(name)).rejects.toMatchObject({ name: code, message: expect.stringContaining(message) })
  })

  test('of one name twice', async () => {
    const twice = ssm.send(new GetParametersCommand({ Names: ['/there', '/there'] }))
    await expect(twice).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining('unique') })
  })

  test('of no name', async () => {
    await expect(ssm.send(new GetParametersCommand({ Names: [] }))).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

test('a version cannot be deleted alone', async () => {
  await expect(ssm.send(new DeleteParameterCommand({ Name: '/there:1' }))).rejects.toMatchObject({ name: 'ParameterNotFound' })
  expect((await get('/there')).Parameter?.Value).toBe('v1')
})

describe('a list is refused', () => {
  test.each<[string, DescribeParametersCommandInput, string, string]>([
    ['with both kinds of filters', { Filters: [], ParameterFilters: [] }, 'ValidationException', 'either Filters or ParameterFilters'],
    ['of 51 parameters', { MaxResults: 51 }, 'ValidationException', 'less than or equal to 50'],
    ['of none', { MaxResults: 0 }, 'ValidationException', 'greater than or equal to 1'],
    ['by an unknown key', { ParameterFilters: [{ Key: 'Colour', Values: ['red'] }] }, 'ValidationException', 'regular expression pattern'],
    ['by one key twice', { ParameterFilters: ['a', 'b'].map((v) => ({ Key: 'Name', Values: [v] })) }, 'InvalidFilterKey', 'is duplicated'],
    [
      'by an unknown type',
      { ParameterFilters: [{ Key: 'Type', Values: ['Text'] }] },
      'InvalidFilterOption',
      'Valid values include: [String',
    ],
    [
      'by an unknown tier',
      { ParameterFilters: [{ Key: 'Tier', Values: ['Gold'] }] },
      'InvalidFilterOption',
      'Valid values include: [Standard',
    ],
    ['by a path without its slash', { ParameterFilters: [{ Key: 'Path', Values: ['dev'] }] }, 'ValidationException', 'forward slash'],
    ['by a path of AWS', { ParameterFilters: [{ Key: 'Path', Values: ['/aws'] }] }, 'ValidationException', "can't be prefixed"],
    [
      'by the beginning of a path',
      { ParameterFilters: [{ Key: 'Path', Option: 'Equals', Values: ['/a'] }] },
      'InvalidFilterOption',
      'Recursive',
    ],
  ])('%s', async (_, input, name, message) => {
    await expect(list(input)).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  })
})

test.each([
  ['a name that is a number', { Name: 5, Value: 'v', Type: 'String' }],
  ['a value that is a list', { Name: '/raw', Value: ['hunter2'], Type: 'String' }],
  ['tags that are text', { Name: '/raw', Value: 'hunter2', Type: 'String', Tags: 'a' }],
])('the wrong type is a SerializationException that shows nothing: %s', async (_, body) => {
  const refused = await put(body as unknown as PutParameterCommandInput).catch((error: Error) => error) // what the SDK's types forbid
  expect(refused).toMatchObject({ name: 'SerializationException' })
  expect(String(refused)).not.toContain('hunter2')
})
