import {
  DeleteParametersCommand,
  GetParametersByPathCommand,
  type GetParametersByPathCommandInput,
  GetParametersCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm'
import { beforeAll, describe, expect, test } from 'vitest'
import { parameterArn, parameterStoreForAll } from './parameter-clients.ts'

const { ssm } = await parameterStoreForAll()

const byPath = (Path: string, more: Partial<GetParametersByPathCommandInput> = {}) =>
  ssm.send(new GetParametersByPathCommand({ Path, ...more }))
const put = (Name: string, Type: 'String' | 'SecureString' | 'StringList' = 'String', Value = `of ${Name}`) =>
  ssm.send(new PutParameterCommand({ Name, Value, Type, Overwrite: true }))

describe('the parameters below a path', () => {
  beforeAll(async () => {
    await put('/shop/key', 'SecureString')
    await put('/shop/hosts', 'StringList')
    await put('/shop/prod/key', 'SecureString')
    await put('/shopping/key')
    await put('/shop')
    await put('top')
    await put('/shop/hosts', 'StringList', 'newer')
    await ssm.send(new LabelParameterVersionCommand({ Name: '/shop/hosts', ParameterVersion: 1, Labels: ['live'] }))
  })

  const names = async (...asked: Parameters<typeof byPath>) => (await byPath(...asked)).Parameters?.map(({ Name }) => Name)

  test('are those of one level, and of every level when asked for', async () => {
    expect(await names('/shop')).toEqual(['/shop/hosts', '/shop/key'])
    expect(await names('/shop/')).toEqual(['/shop/hosts', '/shop/key'])
    expect(await names('/shop', { Recursive: true })).toEqual(['/shop/hosts', '/shop/key', '/shop/prod/key'])
    expect(await names('/')).toEqual(['/shop', 'top'])
    expect(await names('/nothing/here', { Recursive: true })).toEqual([])
  })

  test('come as GetParameter gives them, ciphertext until decryption is asked for', async () => {
    const { Parameters } = await byPath('/shop/prod', { WithDecryption: true })
    expect(Parameters).toEqual([
      {
        Name: '/shop/prod/key',
        Type: 'SecureString',
        Value: 'of /shop/prod/key',
        Version: 1,
        LastModifiedDate: expect.any(Date),
        ARN: parameterArn('shop/prod/key'),
        DataType: 'text',
      },
    ])
    const sealed = (await byPath('/shop/prod')).Parameters?.[0]?.Value
    expect(sealed).toMatch(/^[A-Za-z0-9+/]{100,}={0,2}$/)
  })

  test('are filtered by type, by key and by label; a label gives the version it is at', async () => {
    const filtered = async (Key: string, ...Values: string[]) =>
      (await byPath('/shop', { Recursive: true, ParameterFilters: [{ Key, Values }] })).Parameters
    expect((await filtered('Type', 'SecureString'))?.map(({ Name }) => Name)).toEqual(['/shop/key', '/shop/prod/key'])
    expect((await filtered('KeyId', 'alias/aws/ssm'))?.map(({ Name }) => Name)).toEqual(['/shop/key', '/shop/prod/key'])
    expect(await filtered('Label', 'live')).toMatchObject([{ Name: '/shop/hosts', Value: 'of /shop/hosts', Version: 1, Selector: ':live' }])
    expect(await filtered('Label', 'dead')).toEqual([])
    expect((await byPath('/shop')).Parameters?.[0]).toMatchObject({ Value: 'newer', Version: 2 })
  })

  test('come in pages, ten at most', async () => {
    for (let index = 0; index < 12; index++) await put(`/paged/${String(index).padStart(2, '0')}`)
    const first = await byPath('/paged')
    expect(first.Parameters).toHaveLength(10)
    const second = await byPath('/paged', { NextToken: first.NextToken })
    expect(second.Parameters?.map(({ Name }) => Name)).toEqual(['/paged/10', '/paged/11'])
    expect(second.NextToken).toBeUndefined()
    expect((await byPath('/paged', { MaxResults: 3 })).Parameters).toHaveLength(3)
  })

  test.each<[string, string, Partial<GetParametersByPathCommandInput>, string, string]>([
    ['a path without its slash', 'shop', {}, 'ValidationException', 'must begin with a forward slash'],
    ['a path with an empty level', '/shop//key', {}, 'ValidationException', 'forward slash'],
    ['11 a page', '/shop', { MaxResults: 11 }, 'ValidationException', 'Member must have value less than or equal to 10'],
    [
      'a filter that only lists know',
      '/shop',
      { ParameterFilters: [{ Key: 'Name', Values: ['x'] }] },
      'InvalidFilterKey',
      'The following filter key is not valid: Name. Valid filter keys include: [Type, KeyId',
    ],
    ['a tag', '/shop', { ParameterFilters: [{ Key: 'tag:a', Values: ['x'] }] }, 'InvalidFilterKey', 'tag:a'],
    [
      'the beginning of a label',
      '/shop',
      { ParameterFilters: [{ Key: 'Label', Option: 'BeginsWith', Values: ['x'] }] },
      'InvalidFilterOption',
      'Equals',
    ],
    ['a filter without values', '/shop', { ParameterFilters: [{ Key: 'Type' }] }, 'InvalidFilterValue', 'Type'],
    ['a token that no page gave', '/shop', { NextToken: 'made-up' }, 'InvalidNextToken', ''],
  ])('are not told for %s', async (_, path, more, name, message) => {
    await expect(byPath(path, more)).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  })
})

describe('several parameters', () => {
  const remove = (...Names: string[]) => ssm.send(new DeleteParametersCommand({ Names }))

  test('are deleted at once, those that are not there told apart', async () => {
    for (const name of ['/gone/a', '/gone/b', '/gone/kept']) await put(name)
    const answer = await remove('/gone/a', '/gone/none', '/gone/b', '/gone/kept:1', parameterArn('gone/kept'), 'no such/name')
    expect(answer.DeletedParameters).toEqual(['/gone/a', '/gone/b'])
    expect(answer.InvalidParameters).toEqual(['/gone/none', '/gone/kept:1', parameterArn('gone/kept'), 'no such/name'])
    const { Parameters } = await ssm.send(new GetParametersCommand({ Names: ['/gone/a', '/gone/b', '/gone/kept'] }))
    expect(Parameters?.map(({ Name }) => Name)).toEqual(['/gone/kept'])
  })

  test('are ten at most, and none is deleted of eleven', async () => {
    const Names = Array.from({ length: 11 }, (_, index) => `/eleven/${index}`)
    for (const name of Names) await put(name)
    await expect(remove(...Names)).rejects.toMatchObject({ name: 'ValidationException' })
    await expect(remove()).rejects.toMatchObject({ name: 'ValidationException' })
    expect((await byPath('/eleven')).Parameters).toHaveLength(10)
    expect((await remove(...Names.slice(1))).DeletedParameters).toHaveLength(10)
  })
})
