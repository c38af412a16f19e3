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
import { afterAll, beforeAll } from 'vitest'
import { type Local, startLocal } from '../src/index.ts'
import { testDeclaredErrors } from './declared-errors/error-table.ts'
import { setFaults } from './set-faults.ts'
import { reaching } from './started.ts'

let local: Local
let ssm: SSMClient

beforeAll(async () => {
  local = await startLocal({ port: 0, region: 'eu-west-1' })
  ssm = new SSMClient(reaching(local))
  await put({ Name: '/there', Value: 'v1' })
})

afterAll(async () => {
  ssm.destroy()
  await local.stop()
})

const put = (input: Partial<PutParameterCommandInput>) =>
  ssm.send(new PutParameterCommand({ Name: '/new', Value: 'v', Type: 'String', ...input }))
const get = (Name: string) => ssm.send(new GetParameterCommand({ Name }))
const list = (input: DescribeParametersCommandInput) => ssm.send(new DescribeParametersCommand(input))

/** The next call fails on the server's side. */
async function failing(operation: string, call: () => Promise<unknown>): Promise<unknown> {
  await setFaults(local, [{ operation, kind: 'error500', rate: 1, times: 1 }])
  return await call()
}

const noPolicies = 'Policies are refused as a whole, by a ValidationException, until they are served'
const oneKey = 'aws/ssm is the only key, and it cannot be disabled or deleted'

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
    ParameterMaxVersionLimitExceeded: 'it needs a label on the oldest version, and labels are not served yet',
    ParameterPatternMismatchException: () => put({ AllowedPattern: '^\\d+$', Value: 'hunter2' }),
    PoliciesLimitExceededException: noPolicies,
    TooManyUpdates: 'changes of a parameter are made one after the other, none is turned away',
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
})
