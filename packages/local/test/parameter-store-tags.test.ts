import {
  AddTagsToResourceCommand,
  DescribeParametersCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  type ResourceTypeForTagging,
} from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { parameterStoreForAll } from './parameter-clients.ts'

let count = 0

const { ssm } = await parameterStoreForAll()

type Tags = Readonly<Record<string, string>>
const pairs = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

/** A parameter of its own for a test, with tags, and what can be done with them. */
async function tagged(tags: Tags) {
  const Name = `/tagged/${count++}`
  await ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', Tags: pairs(tags) }))
  const of = { ResourceType: 'Parameter', ResourceId: Name } as const
  return {
    Name,
    add: (more: Tags) => ssm.send(new AddTagsToResourceCommand({ ...of, Tags: pairs(more) })),
    remove: (...TagKeys: string[]) => ssm.send(new RemoveTagsFromResourceCommand({ ...of, TagKeys })),
    list: async () => (await ssm.send(new ListTagsForResourceCommand(of))).TagList,
  }
}

test('tags are added, overwritten, taken off and listed, and filters see them', async () => {
  const { Name, add, remove, list } = await tagged({ team: 'shop' })
  await add({ team: 'pay', stage: '' })
  expect(await list()).toEqual(pairs({ team: 'pay', stage: '' }))
  const ParameterFilters = [{ Key: 'tag:team', Values: ['pay'] }]
  const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters }))
  expect(Parameters?.map((each) => each.Name)).toEqual([Name])
  await remove('team', 'never-there')
  expect(await list()).toEqual(pairs({ stage: '' }))
  await remove('stage')
  expect(await list()).toEqual([])
})

test('a new value leaves the tags, and tags leave the version', async () => {
  const { Name, add, list } = await tagged({ team: 'shop' })
  await ssm.send(new PutParameterCommand({ Name, Value: 'v2', Overwrite: true }))
  await add({ stage: 'prod' })
  expect(await list()).toEqual(pairs({ team: 'shop', stage: 'prod' }))
  const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name', Values: [Name] }] }))
  expect(Parameters?.[0]?.Version).toBe(2)
})

test('a parameter has fifty tags at most, counted with those it has', async () => {
  const { add, list } = await tagged({ team: 'shop' })
  const many = (number: number) => Object.fromEntries(Array.from({ length: number }, (_, index) => [`k${index}`, 'v']))
  await expect(add(many(50))).rejects.toMatchObject({ name: 'TooManyTagsError' })
  expect(await list()).toHaveLength(1)
  await add(many(49))
  expect(await list()).toHaveLength(50)
})

test.each<[string, Tags, string]>([
  ['of AWS itself', { 'aws:x': 'v' }, 'begins with aws:'],
  ['with a character that tags do not have', { 'a!': 'v' }, "at 'tags.1.member.key'"],
  ['with a value of 257 characters', { a: 'v'.repeat(257) }, "at 'tags.1.member.value'"],
])('a tag %s is refused', async (_, tags, message) => {
  const { add, list } = await tagged({ team: 'shop' })
  await expect(add(tags)).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining(message) })
  expect(await list()).toHaveLength(1)
})

test.each<[string, ResourceTypeForTagging, string, string]>([
  ['a parameter that is not there', 'Parameter', '/tagged/none', 'InvalidResourceId'],
  ['a parameter by its ARN', 'Parameter', 'arn:aws:ssm:eu-west-1:123456789012:parameter/tagged/0', 'InvalidResourceId'],
  ['another type of resource', 'Document', 'AWS-RunShellScript', 'InvalidResourceType'],
])('%s has no tags', async (_, ResourceType, ResourceId, name) => {
  await tagged({})
  const of = { ResourceType, ResourceId }
  await expect(ssm.send(new ListTagsForResourceCommand(of))).rejects.toMatchObject({ name })
  await expect(ssm.send(new AddTagsToResourceCommand({ ...of, Tags: pairs({ a: 'b' }) }))).rejects.toMatchObject({ name })
  await expect(ssm.send(new RemoveTagsFromResourceCommand({ ...of, TagKeys: ['a'] }))).rejects.toMatchObject({ name })
})
