import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  type GetParameterHistoryCommandInput,
  GetParametersCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm'
import { describe, expect, test } from 'vitest'
import { parameterArn, parameterStoreForAll } from './parameter-clients.ts'

const storedAt = new Date('2026-11-24T06:00:00.250Z')

const { ssm } = await parameterStoreForAll({ now: () => storedAt })

const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
  ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true, ...more }))
const get = async (Name: string) => (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter
const history = (Name: string, more: Partial<GetParameterHistoryCommandInput> = {}) =>
  ssm.send(new GetParameterHistoryCommand({ Name, ...more }))
const label = (Name: string, Labels: string[], ParameterVersion?: number) =>
  ssm.send(new LabelParameterVersionCommand({ Name, Labels, ParameterVersion }))
const unlabel = (Name: string, ParameterVersion: number, ...Labels: string[]) =>
  ssm.send(new UnlabelParameterVersionCommand({ Name, ParameterVersion, Labels }))
const labelsOf = async (Name: string) =>
  Object.fromEntries((await history(Name)).Parameters?.map(({ Version, Labels }) => [Version, Labels]) ?? [])

/** A parameter of as many versions. */
async function versions(Name: string, count: number): Promise<string> {
  for (let version = 1; version <= count; version++) await put(Name, `v${version}`)
  return Name
}

describe('the history of a parameter', () => {
  test('has each version as it was put, oldest first', async () => {
    await put('/history/told', 'k1', { Type: 'SecureString', Description: 'of the shop', AllowedPattern: '^k\\d$' })
    await put('/history/told', 'k2', { Type: 'SecureString', Description: 'of another', Tier: 'Advanced' })
    const told = {
      Name: '/history/told',
      Type: 'SecureString',
      KeyId: 'alias/aws/ssm',
      LastModifiedDate: storedAt,
      LastModifiedUser: expect.stringMatching(/^arn:aws:iam::123456789012:user\//),
      AllowedPattern: '^k\\d$',
      Labels: [],
      Policies: [],
      DataType: 'text',
    }
    const { Parameters, NextToken } = await history('/history/told', { WithDecryption: true })
    expect(Parameters).toEqual([
      { ...told, Version: 1, Value: 'k1', Description: 'of the shop', Tier: 'Standard' },
      { ...told, Version: 2, Value: 'k2', Description: 'of another', Tier: 'Advanced' },
    ])
    expect(NextToken).toBeUndefined()
  })

  test('is ciphertext until decryption is asked for', async () => {
    await put('/history/secure', 'planted', { Type: 'SecureString' })
    const { Parameters } = await history('/history/secure')
    expect(Parameters?.[0]?.Value).toMatch(/^[A-Za-z0-9+/]{100,}={0,2}$/)
    expect(Buffer.from(Parameters?.[0]?.Value ?? '', 'base64').toString('latin1')).not.toContain('planted')
  })

  test('is found by name and by ARN, and is not of one version', async () => {
    await versions('/history/named', 2)
    expect((await history(parameterArn('history/named'))).Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([
      ['/history/named', 'v1'],
      ['/history/named', 'v2'],
    ])
    await expect(history('/history/named:1')).rejects.toMatchObject({ name: 'ParameterNotFound' })
  })

  test('comes in pages that neither repeat nor lose a version, while more are put', async () => {
    await versions('/history/paged', 5)
    const seen: (number | undefined)[] = []
    let NextToken: string | undefined
    do {
      const page = await history('/history/paged', { MaxResults: 2, ...(NextToken !== undefined && { NextToken }) })
      seen.push(...(page.Parameters ?? []).map(({ Version }) => Version))
      NextToken = page.NextToken
      if (seen.length === 2) await put('/history/paged', 'v6')
    } while (NextToken !== undefined)
    expect(seen).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('takes no token of another parameter', async () => {
    await versions('/history/one', 2)
    await versions('/history/other', 2)
    const { NextToken } = await history('/history/one', { MaxResults: 1 })
    expect((await history('/history/one', { NextToken })).Parameters).toHaveLength(1)
    await expect(history('/history/other', { NextToken })).rejects.toMatchObject({ name: 'InvalidNextToken' })
  })

  test('has the hundred versions that are kept, fifty a page', async () => {
    await versions('/history/hundred', 101)
    const first = await history('/history/hundred')
    const second = await history('/history/hundred', { NextToken: first.NextToken })
    const all = [...(first.Parameters ?? []), ...(second.Parameters ?? [])].map(({ Version }) => Version)
    expect(all).toEqual(Array.from({ length: 100 }, (_, index) => index + 2))
    expect([first.Parameters?.length, second.NextToken]).toEqual([50, undefined])
  })

  test('of one parameter has none of another whose name goes on', async () => {
    await versions('/history/a', 2)
    await versions('/history/a/b', 3)
    await versions('/history/a1', 3)
    expect((await history('/history/a')).Parameters).toHaveLength(2)
  })
})

describe('a label', () => {
  test('reads the version it is at, and the answer names it', async () => {
    await versions('/label/read', 3)
    expect(await label('/label/read', ['live'], 2)).toMatchObject({ InvalidLabels: [], ParameterVersion: 2 })
    expect(await get('/label/read:live')).toMatchObject({ Name: '/label/read', Value: 'v2', Version: 2, Selector: ':live' })
    expect(await get(`${parameterArn('label/read')}:live`)).toMatchObject({ Value: 'v2', Selector: ':live' })
    expect((await get('/label/read'))?.Selector).toBeUndefined()
    const Names = ['/label/read:live', '/label/read:3', '/label/read:dead']
    const answer = await ssm.send(new GetParametersCommand({ Names }))
    expect(answer.Parameters?.map(({ Value, Selector }) => [Value, Selector])).toEqual([
      ['v2', ':live'],
      ['v3', ':3'],
    ])
    expect(answer.InvalidParameters).toEqual(['/label/read:dead'])
    await expect(get('/label/read:dead')).rejects.toMatchObject({
      name: 'ParameterVersionNotFound',
      message: 'Systems Manager could not find version dead of /label/read. Verify the version and try again.',
    })
  })

  test('goes to the newest version unless one is named, moves to another, and stays when a value is put', async () => {
    await versions('/label/moved', 2)
    expect(await label('/label/moved', ['live', 'Live'])).toMatchObject({ ParameterVersion: 2 })
    await label('/label/moved', ['live'], 1)
    expect(await labelsOf('/label/moved')).toEqual({ 1: ['live'], 2: ['Live'] })
    await put('/label/moved', 'v3')
    expect(await labelsOf('/label/moved')).toEqual({ 1: ['live'], 2: ['Live'], 3: [] })
  })

  test('that cannot be one is told apart, and the others are attached', async () => {
    await versions('/label/invalid', 1)
    const bad = ['1st', 'aws-live', 'SSMlive', 'with blank', 'a:b', 'ä']
    expect((await label('/label/invalid', ['good.one_-1', ...bad])).InvalidLabels).toEqual(bad)
    expect(await labelsOf('/label/invalid')).toEqual({ 1: ['good.one_-1'] })
  })

  test('is one of ten at most that a version has, and one more changes nothing', async () => {
    await versions('/label/ten', 1)
    const ten = Array.from({ length: 10 }, (_, index) => `l${index}`)
    await label('/label/ten', ten)
    await label('/label/ten', ['l3'])
    await expect(label('/label/ten', ['l10'])).rejects.toMatchObject({ name: 'ParameterVersionLabelLimitExceeded' })
    expect((await labelsOf('/label/ten'))[1]?.toSorted()).toEqual(ten)
  })

  test('is taken off the version it is at, and of no other', async () => {
    await versions('/label/off', 2)
    await label('/label/off', ['live', 'kept'], 1)
    expect(await unlabel('/label/off', 2, 'live')).toMatchObject({ RemovedLabels: [], InvalidLabels: ['live'] })
    expect(await unlabel('/label/off', 1, 'live', 'never')).toMatchObject({ RemovedLabels: ['live'], InvalidLabels: ['never'] })
    expect(await labelsOf('/label/off')).toEqual({ 1: ['kept'], 2: [] })
  })

  test('is gone with its parameter', async () => {
    await versions('/label/gone', 1)
    await label('/label/gone', ['live'])
    await ssm.send(new DeleteParameterCommand({ Name: '/label/gone' }))
    await versions('/label/gone', 1)
    await expect(get('/label/gone:live')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' })
  })

  test('keeps the oldest version: one more is refused until the label has moved', async () => {
    const Name = await versions('/label/oldest', 100)
    await label(Name, ['live'], 1)
    await expect(put(Name, 'v101')).rejects.toMatchObject({
      name: 'ParameterMaxVersionLimitExceeded',
      message:
        "You attempted to create a new version of /label/oldest by calling the PutParameter API with the overwrite flag. Version 1, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.",
    })
    expect([await get(Name), await get(`${Name}:live`)]).toMatchObject([{ Value: 'v100' }, { Value: 'v1' }])
    await label(Name, ['live'], 2)
    expect(await put(Name, 'v101')).toMatchObject({ Version: 101 })
    await expect(put(Name, 'v102')).rejects.toMatchObject({ name: 'ParameterMaxVersionLimitExceeded' })
  })

  test.each<[string, () => Promise<unknown>, string]>([
    ['of a parameter that is not there', () => label('/label/none', ['live']), 'ParameterNotFound'],
    ['of a version that is not there', () => label('/label/there', ['live'], 7), 'ParameterVersionNotFound'],
    ['of a version among the name', () => label('/label/there:1', ['live']), 'ParameterNotFound'],
    ['of a parameter by its ARN', () => label(parameterArn('label/there'), ['live']), 'ParameterNotFound'],
    ['of 101 characters', () => label('/label/there', ['l'.repeat(101)]), 'ValidationException'],
    ['that is none', () => label('/label/there', []), 'ValidationException'],
    [
      'with ten more',
      () =>
        label(
          '/label/there',
          Array.from({ length: 11 }, (_, index) => `l${index}`),
        ),
      'ValidationException',
    ],
    ['taken off a parameter that is not there', () => unlabel('/label/none', 1, 'live'), 'ParameterNotFound'],
    ['taken off a version that is not there', () => unlabel('/label/there', 700, 'live'), 'ParameterVersionNotFound'],
  ])('%s is refused', async (_, call, name) => {
    await put('/label/there', 'v')
    await expect(call()).rejects.toMatchObject({ name })
  })
})
