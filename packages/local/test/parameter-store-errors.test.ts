import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  type DescribeParametersCommandInput,
  GetParameterCommand,
  GetParameterHistoryCommand,
  type GetParameterHistoryCommandInput,
  GetParametersByPathCommand,
  type GetParametersByPathCommandInput,
  GetParametersCommand,
  LabelParameterVersionCommand,
  type LabelParameterVersionCommandInput,
  ListTagsForResourceCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  RemoveTagsFromResourceCommand,
  type ResourceTypeForTagging,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm'
import { beforeAll } from 'vitest'
import { testDeclaredErrors } from './declared-errors/error-table.ts'
import { parameterStoreForAll } from './parameter-clients.ts'
import { setFaults } from './set-faults.ts'

const { local, ssm } = await parameterStoreForAll()

beforeAll(() => put({ Name: '/there', Value: 'v1' }))

const put = (input: Partial<PutParameterCommandInput>) =>
  ssm.send(new PutParameterCommand({ Name: '/new', Value: 'v', Type: 'String', ...input }))
const get = (Name: string) => ssm.send(new GetParameterCommand({ Name }))
const list = (input: DescribeParametersCommandInput) => ssm.send(new DescribeParametersCommand(input))

const byPath = (more: Partial<GetParametersByPathCommandInput>) => ssm.send(new GetParametersByPathCommand({ Path: '/', ...more }))
const filteredBy = (Key: string, Option?: string, ...Values: string[]) =>
  byPath({ ParameterFilters: [{ Key, Option, ...(Values.length > 0 && { Values }) }] })
const history = (more: Partial<GetParameterHistoryCommandInput>) => ssm.send(new GetParameterHistoryCommand({ Name: '/there', ...more }))
const label = (more: Partial<LabelParameterVersionCommandInput>) =>
  ssm.send(new LabelParameterVersionCommand({ Name: '/there', Labels: ['live'], ...more }))
const unlabel = (Name: string, ParameterVersion: number) =>
  ssm.send(new UnlabelParameterVersionCommand({ Name, ParameterVersion, Labels: ['live'] }))
const tagOf = (ResourceId: string, ResourceType: ResourceTypeForTagging = 'Parameter') => ({ ResourceId, ResourceType })
const add = (ResourceId: string, ResourceType?: ResourceTypeForTagging, count = 1) => {
  const Tags = Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: '' }))
  return ssm.send(new AddTagsToResourceCommand({ ...tagOf(ResourceId, ResourceType), Tags }))
}
const removeTags = (ResourceId: string, ResourceType?: ResourceTypeForTagging) =>
  ssm.send(new RemoveTagsFromResourceCommand({ ...tagOf(ResourceId, ResourceType), TagKeys: ['k'] }))
const listTags = (ResourceId: string, ResourceType?: ResourceTypeForTagging) =>
  ssm.send(new ListTagsForResourceCommand(tagOf(ResourceId, ResourceType)))

/** The next call fails on the server's side. */
async function failing(operation: string, call: () => Promise<unknown>): Promise<unknown> {
  await setFaults(local, [{ operation, kind: 'error500', rate: 1, times: 1 }])
  return await call()
}

const noPolicies = 'Policies are refused as a whole, by a ValidationException, until they are served'
const oneKey = 'aws/ssm is the only key, and it cannot be disabled or deleted'

const oneAfterTheOther = 'changes of a parameter are made one after the other, none is turned away'

testDeclaredErrors('ssm', {
  PutParameter: {
    HierarchyLevelLimitExceededException: () => put({ Name: '/a'.repeat(16) }),
    HierarchyTypeMismatchException: () => put({ Name: '/there', Type: 'SecureString', Overwrite: true }),
    IncompatiblePolicyException: noPolicies,
    InternalServerError: () => failing('PutParameter', () => put({})),
    InvalidAllowedPatternException: () => put({ AllowedPattern: '(' }),
    InvalidKeyId: () => put({ Type: 'SecureString', KeyId: 'alias/own' }),
    InvalidPolicyAttributeException: noPolicies,
    InvalidPolicyTypeException: noPolicies,
    ParameterAlreadyExists: () => put({ Name: '/there' }),
    ParameterLimitExceeded: 'no quota limits how many parameters are kept here',
    ParameterMaxVersionLimitExceeded: async () => {
      for (let version = 1; version <= 100; version++) await put({ Name: '/hundred', Overwrite: true })
      await label({ Name: '/hundred', ParameterVersion: 1 })
      await put({ Name: '/hundred', Overwrite: true })
    },
    ParameterPatternMismatchException: () => put({ AllowedPattern: '^\\d+$', Value: 'hunter2' }),
    PoliciesLimitExceededException: noPolicies,
    TooManyUpdates: oneAfterTheOther,
    UnsupportedParameterType: 'a type that is not one is a ValidationException, as on AWS',
  },
  GetParameter: {
    InternalServerError: () => failing('GetParameter', () => get('/there')),
    InvalidKeyId: oneKey,
    ParameterNotFound: () => get('/not/there'),
    ParameterVersionNotFound: () => get('/there:2'),
  },
  GetParameters: {
    InternalServerError: () => failing('GetParameters', () => ssm.send(new GetParametersCommand({ Names: ['/there'] }))),
    InvalidKeyId: oneKey,
  },
  DescribeParameters: {
    InternalServerError: () => failing('DescribeParameters', () => list({})),
    InvalidFilterKey: () => list({ ParameterFilters: [{ Key: 'Label', Values: ['live'] }] }),
    InvalidFilterOption: () => list({ ParameterFilters: [{ Key: 'Type', Option: 'Contains', Values: ['String'] }] }),
    InvalidFilterValue: () => list({ ParameterFilters: [{ Key: 'Name' }] }),
    InvalidNextToken: () => list({ NextToken: 'made-up' }),
  },
  DeleteParameter: {
    InternalServerError: () => failing('DeleteParameter', () => ssm.send(new DeleteParameterCommand({ Name: '/there' }))),
    ParameterNotFound: () => ssm.send(new DeleteParameterCommand({ Name: '/not/there' })),
  },
  DeleteParameters: {
    InternalServerError: () => failing('DeleteParameters', () => ssm.send(new DeleteParametersCommand({ Names: ['/there'] }))),
  },
  GetParameterHistory: {
    InternalServerError: () => failing('GetParameterHistory', () => history({})),
    InvalidKeyId: oneKey,
    InvalidNextToken: () => history({ NextToken: 'made-up' }),
    ParameterNotFound: () => history({ Name: '/not/there' }),
  },
  GetParametersByPath: {
    InternalServerError: () => failing('GetParametersByPath', () => byPath({})),
    InvalidFilterKey: () => filteredBy('Name', undefined, '/there'),
    InvalidFilterOption: () => filteredBy('Label', 'BeginsWith', 'live'),
    InvalidFilterValue: () => filteredBy('Type'),
    InvalidKeyId: oneKey,
    InvalidNextToken: () => byPath({ NextToken: 'made-up' }),
  },
  LabelParameterVersion: {
    InternalServerError: () => failing('LabelParameterVersion', () => label({})),
    ParameterNotFound: () => label({ Name: '/not/there' }),
    ParameterVersionLabelLimitExceeded: async () => {
      for (let count = 1; count <= 11; count++) await label({ Labels: [`label-${count}`] })
    },
    ParameterVersionNotFound: () => label({ ParameterVersion: 7 }),
    TooManyUpdates: oneAfterTheOther,
  },
  UnlabelParameterVersion: {
    InternalServerError: () => failing('UnlabelParameterVersion', () => unlabel('/there', 1)),
    ParameterNotFound: () => unlabel('/not/there', 1),
    ParameterVersionNotFound: () => unlabel('/there', 7),
    TooManyUpdates: oneAfterTheOther,
  },
  AddTagsToResource: {
    InternalServerError: () => failing('AddTagsToResource', () => add('/there')),
    InvalidResourceId: () => add('/not/there'),
    InvalidResourceType: () => add('/there', 'Document'),
    TooManyTagsError: async () => {
      await put({ Name: '/tagged', Tags: [{ Key: 'own', Value: '' }] })
      await add('/tagged', 'Parameter', 50)
    },
    TooManyUpdates: oneAfterTheOther,
  },
  RemoveTagsFromResource: {
    InternalServerError: () => failing('RemoveTagsFromResource', () => removeTags('/there')),
    InvalidResourceId: () => removeTags('/not/there'),
    InvalidResourceType: () => removeTags('/there', 'Document'),
    TooManyUpdates: oneAfterTheOther,
  },
  ListTagsForResource: {
    InternalServerError: () => failing('ListTagsForResource', () => listTags('/there')),
    InvalidResourceId: () => listTags('/not/there'),
    InvalidResourceType: () => listTags('/there', 'Document'),
  },
})
