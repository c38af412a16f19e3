import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateRoleCommand, DeleteRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zipOf } from './functions/deployed.ts'
import { LambdaServer } from './functions/lambda-server.ts'

let server: LambdaServer
let lambda: LambdaClient

beforeAll(async () => {
  server = await LambdaServer.start()
  lambda = server.lambda
})

afterAll(async () => await server.stop())

const echo = { 'index.mjs': 'export const handler = async (event, context) => ({ event, context, stage: process.env.STAGE })' }
const arnOf = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`
const named = (name: string, message: string | RegExp, status?: number) => ({
  name,
  message: expect.stringMatching(message),
  ...(status !== undefined && { $metadata: expect.objectContaining({ httpStatusCode: status }) }),
})

test('creates a function that is active at once, with the defaults of AWS', async () => {
  const zip = await zipOf(echo)
  const created = await server.createFunction('defaults', {}, { Code: { ZipFile: zip } })
  expect(created).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    FunctionName: 'defaults',
    FunctionArn: arnOf('defaults'),
    Role: 'arn:aws:iam::123456789012:role/defaults-role',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    CodeSize: zip.length,
    CodeSha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    Description: '',
    Timeout: 3,
    MemorySize: 128,
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    Version: '$LATEST',
    State: 'Active',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
  })
  expect(created.Environment).toBeUndefined()
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 10 }, { FunctionName: 'defaults' })
})

test('tells the tags that a function was created with, whatever their keys are', async () => {
  const open = await LambdaServer.start({ auth: 'off' })
  try {
    const functions = `${open.local.endpoint}/2015-03-31/functions`
    const Role = await open.createRole('tagged-role')
    const ZipFile = (await zipOf(echo)).toString('base64')
    const creation = { FunctionName: 'tagged', Runtime: 'nodejs22.x', Handler: 'index.handler', Role, Code: { ZipFile } }
    const tags = '{"team":"shop","__proto__":"kept","constructor":""}' // as text: the SDK loses one of these keys itself
    const body = `${JSON.stringify(creation).slice(0, -1)},"Tags":${tags}}`
    expect((await fetch(functions, { method: 'POST', body })).status).toBe(201)
    expect(await (await fetch(`${functions}/tagged`)).text()).toContain(`"Tags":${tags}`)
  } finally {
    await open.stop()
  }
})

test('invokes a function by its name, its ARN, its partial ARN and its version', async () => {
  await server.createFunction('echo', echo, { Environment: { Variables: { STAGE: 'dev' } }, MemorySize: 256, Timeout: 20 })
  for (const name of ['echo', arnOf('echo'), '123456789012:function:echo', 'echo:$LATEST']) {
    const { answer, StatusCode, ExecutedVersion, FunctionError } = await server.invoke(name, { order: 'é' })
    expect({ StatusCode, ExecutedVersion, FunctionError }).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: undefined,
    })
    expect(answer).toMatchObject({
      event: { order: 'é' },
      stage: 'dev',
      context: { invokedFunctionArn: arnOf('echo'), memoryLimitInMB: '256' },
    })
  }
  const nothing = await lambda.send(new InvokeCommand({ FunctionName: 'echo' }))
  expect(JSON.parse(Buffer.from(nothing.Payload ?? []).toString()).event).toEqual({})
  expect(nothing.LogResult).toBeUndefined()
})

test('passes the client context on, whatever letters it has', async () => {
  const ClientContext = Buffer.from(JSON.stringify({ custom: { city: 'Zürich €' } })).toString('base64')
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'echo', ClientContext }))
  expect(JSON.parse(Buffer.from(Payload ?? []).toString()).context.clientContext).toEqual({ custom: { city: 'Zürich €' } })
})

test('says that a function failed, with its error and its log', async () => {
  await server.createFunction('failing', {
    'index.mjs': "export const handler = async () => { console.log('before'); throw new RangeError('no') }",
  })
  const { StatusCode, FunctionError, answer, log } = await server.invoke('failing')
  expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' })
  expect(answer).toMatchObject({ errorType: 'RangeError', errorMessage: 'no', trace: expect.any(Array) })
  expect(log).toMatch(/START RequestId: [\s\S]*\tINFO\tbefore\n[\s\S]*\tERROR\tInvoke Error[\s\S]*END RequestId: [\s\S]*REPORT RequestId: /)
})

test('accepts an asynchronous invocation at once and runs it, and only checks a dry run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-lambda-'))
  try {
    await server.createFunction('writing', {
      'index.mjs': "import { writeFile } from 'node:fs/promises'; export const handler = ({ path }) => writeFile(path, 'run')",
    })
    const invoke = (InvocationType: 'Event' | 'DryRun', name: string) =>
      lambda.send(new InvokeCommand({ FunctionName: 'writing', InvocationType, Payload: JSON.stringify({ path: join(folder, name) }) }))
    expect(await invoke('DryRun', 'dry')).toMatchObject({ StatusCode: 204 })
    expect(await invoke('Event', 'run')).toMatchObject({ StatusCode: 202 })
    await expect.poll(() => readdir(folder), { timeout: 10_000 }).toEqual(['run'])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('does not run a function whose role no longer trusts Lambda', async () => {
  await server.createFunction('orphaned', echo)
  await server.iam.send(new DeleteRoleCommand({ RoleName: 'orphaned-role' }))
  await expect(lambda.send(new InvokeCommand({ FunctionName: 'orphaned' }))).rejects.toMatchObject(
    named('AccessDeniedException', 'cannot be assumed by Lambda', 403),
  )
})

test('runs new code from the next invocation on', async () => {
  await server.createFunction('updated', echo)
  await server.invoke('updated')
  const ZipFile = await zipOf({ 'index.mjs': "export const handler = async () => 'new'" })
  const dry = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'updated', ZipFile, DryRun: true }))
  expect((await server.invoke('updated')).answer).toHaveProperty('event')
  const updated = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'updated', ZipFile, RevisionId: dry.RevisionId }))
  expect(updated).toMatchObject({ CodeSize: ZipFile.length, CodeSha256: dry.CodeSha256, LastUpdateStatus: 'Successful' })
  expect((await server.invoke('updated')).answer).toBe('new')
})

test('changes only the settings that were given, and replaces the variables whole', async () => {
  await server.createFunction('configured', echo, { Description: 'before', Environment: { Variables: { STAGE: 'dev', OTHER: 'x' } } })
  const first = await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'configured', Timeout: 9 }))
  expect(first).toMatchObject({ Timeout: 9, Description: 'before', Environment: { Variables: { STAGE: 'dev', OTHER: 'x' } } })
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'configured', Environment: { Variables: { STAGE: 'prod' } } }))
  const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'configured' }))
  expect(Configuration).toMatchObject({ Timeout: 9, Environment: { Variables: { STAGE: 'prod' } } })
  expect((await server.invoke('configured')).answer.stage).toBe('prod')
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'configured', Environment: { Variables: {} } }))
  expect((await lambda.send(new GetFunctionCommand({ FunctionName: 'configured' }))).Configuration?.Environment).toBeUndefined()
})

test('refuses a change that was meant for another revision', async () => {
  const stale = { FunctionName: 'configured', RevisionId: '00000000-0000-0000-0000-000000000000' }
  const refusal = named('PreconditionFailedException', 'Revision Id provided does not match', 412)
  await expect(lambda.send(new UpdateFunctionConfigurationCommand(stale))).rejects.toMatchObject(refusal)
  await expect(lambda.send(new UpdateFunctionCodeCommand({ ...stale, ZipFile: await zipOf(echo) }))).rejects.toMatchObject(refusal)
})

test('forgets a deleted function', async () => {
  await server.createFunction('deleted', echo)
  const { $metadata } = await lambda.send(new DeleteFunctionCommand({ FunctionName: 'deleted' }))
  expect($metadata.httpStatusCode).toBe(204)
  const refusal = named('ResourceNotFoundException', `Function not found: ${arnOf('deleted')}`, 404)
  for (const command of [
    new GetFunctionCommand({ FunctionName: 'deleted' }),
    new InvokeCommand({ FunctionName: 'deleted' }),
    new DeleteFunctionCommand({ FunctionName: 'deleted' }),
    new UpdateFunctionConfigurationCommand({ FunctionName: 'deleted' }),
    new CreateFunctionUrlConfigCommand({ FunctionName: 'deleted', AuthType: 'NONE' }),
  ]) {
    await expect(lambda.send(command as GetFunctionCommand)).rejects.toMatchObject(refusal) // each is a command of this client
  }
})

test.each([
  [{ FunctionName: 'a b' }, 'ValidationException', /failed to satisfy constraint: Member must satisfy regular expression pattern/],
  [{ FunctionName: 'x'.repeat(65) }, 'InvalidParameterValueException', /up to 64 letters/],
  [
    { FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:refused' },
    'InvalidParameterValueException',
    /of this account and region/,
  ],
  [{ Timeout: 901 }, 'ValidationException', /'timeout' failed .* less than or equal to 900/],
  [{ Timeout: 0 }, 'ValidationException', /'timeout' failed/],
  [{ MemorySize: 127 }, 'ValidationException', /'memorySize' failed .* greater than or equal to 128/],
  [{ Handler: 'in dex.handler' }, 'ValidationException', /'handler' failed/],
  [{ Handler: undefined }, 'InvalidParameterValueException', /Runtime and Handler are mandatory/],
  [{ Runtime: 'python3.13' as const }, 'InvalidParameterValueException', /runs functions of Node\.js only/],
  [
    { Role: 'arn:aws:iam::123456789012:role/absent' },
    'InvalidParameterValueException',
    /^The role defined for the function cannot be assumed by Lambda\.$/,
  ],
  [{ Role: 'no arn' }, 'ValidationException', /'role' failed/],
  [{ Code: {} }, 'InvalidParameterValueException', /^Please provide a source for function code\.$/],
  [{ Code: { S3Bucket: 'bucket', S3Key: 'key' } }, 'InvalidParameterValueException', /ZipFile only/],
  [
    { Code: { ZipFile: Buffer.from('no zip') } },
    'InvalidParameterValueException',
    /^Could not unzip uploaded file\. Please check your file, then try to upload again\.$/,
  ],
  [
    { Environment: { Variables: { AWS_REGION: 'x' } } },
    'InvalidParameterValueException',
    /Reserved keys used in this request: AWS_REGION$/,
  ],
  [{ Environment: { Variables: { LONG: 'x'.repeat(5000) } } }, 'InvalidParameterValueException', /exceeded the 4KB limit/],
  [{ Layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:a:1'] }, 'InvalidParameterValueException', /does not support Layers/],
  [{ Publish: true }, 'InvalidParameterValueException', /does not support Publish/],
])('refuses to create a function with %j', async (changes, name, message) => {
  const Role = 'Role' in changes ? changes.Role : 'arn:aws:iam::123456789012:role/defaults-role'
  await expect(server.createFunction('refused', echo, { ...changes, Role })).rejects.toMatchObject(named(name, message, 400))
  await expect(lambda.send(new GetFunctionCommand({ FunctionName: 'refused' }))).rejects.toMatchObject(
    named('ResourceNotFoundException', ''),
  )
})

test('refuses a second function of one name, and a role that does not trust Lambda', async () => {
  const Role = 'arn:aws:iam::123456789012:role/defaults-role'
  await expect(server.createFunction('defaults', echo, { Role })).rejects.toMatchObject(
    named('ResourceConflictException', /^Function already exist: defaults$/, 409),
  )
  const stranger = await server.createRole('for-ec2', { service: 'ec2.amazonaws.com' })
  const refusal = named('InvalidParameterValueException', 'cannot be assumed by Lambda')
  await expect(server.createFunction('untrusted', echo, { Role: stranger })).rejects.toMatchObject(refusal)
  await expect(lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'defaults', Role: stranger }))).rejects.toMatchObject(
    refusal,
  )
})

test('refuses an event that is no JSON, one that is too large, and a version that is not there', async () => {
  const invoke = (input: object) => lambda.send(new InvokeCommand({ FunctionName: 'defaults', ...input }))
  await expect(invoke({ Payload: '{no' })).rejects.toMatchObject(
    named('InvalidRequestContentException', 'Could not parse request body into json', 400),
  )
  const large = JSON.stringify('x'.repeat(6 * 1024 * 1024))
  await expect(invoke({ Payload: large })).rejects.toMatchObject(
    named('RequestTooLargeException', 'Request must be smaller than 6291456 bytes', 413),
  )
  await expect(invoke({ Qualifier: 'v7' })).rejects.toMatchObject(named('ResourceNotFoundException', `${arnOf('defaults')}:v7`, 404))
  await expect(invoke({ FunctionName: arnOf('defaults').replace('eu-west-1', 'us-east-1') })).rejects.toMatchObject(
    named('ResourceNotFoundException', 'us-east-1', 404),
  )
})

test('keeps a permission as a statement, once', async () => {
  const input = {
    FunctionName: 'defaults',
    StatementId: 'rotation',
    Action: 'lambda:InvokeFunction',
    Principal: 'secretsmanager.amazonaws.com',
  }
  const { Statement } = await lambda.send(new AddPermissionCommand({ ...input, SourceAccount: '123456789012' }))
  expect(JSON.parse(Statement ?? '')).toEqual({
    Sid: 'rotation',
    Effect: 'Allow',
    Principal: { Service: ['secretsmanager.amazonaws.com'] },
    Action: ['lambda:InvokeFunction'],
    Resource: [arnOf('defaults')],
    Condition: { StringEquals: { 'AWS:SourceAccount': ['123456789012'] } },
  })
  await expect(lambda.send(new AddPermissionCommand(input))).rejects.toMatchObject(
    named('ResourceConflictException', /^The statement id \(rotation\) provided already exists/, 409),
  )
  await expect(lambda.send(new AddPermissionCommand({ ...input, StatementId: 'other', Principal: 'nobody' }))).rejects.toMatchObject(
    named('InvalidParameterValueException', 'provided principal was invalid', 400),
  )
})

test('gives the function the credentials of its role, and nothing more', async () => {
  const identity = {
    'index.mjs': `
      import { createRequire } from 'node:module'
      const { STSClient, GetCallerIdentityCommand } = createRequire(${JSON.stringify(import.meta.url)})('@aws-sdk/client-sts')
      const { SecretsManagerClient, ListSecretsCommand } = createRequire(${JSON.stringify(import.meta.url)})('@aws-sdk/client-secrets-manager')
      export const handler = async () => ({
        who: (await new STSClient().send(new GetCallerIdentityCommand({}))).Arn,
        refused: await new SecretsManagerClient().send(new ListSecretsCommand({})).then(() => 'allowed', (error) => error.name),
      })`,
  }
  await server.createFunction('identity', identity, { Timeout: 20 })
  expect((await server.invoke('identity')).answer).toEqual({
    who: 'arn:aws:sts::123456789012:assumed-role/identity-role/identity',
    refused: 'AccessDeniedException',
  })
})

test('asks a role for each right, and for passing the role on', async () => {
  const sts = new STSClient(server.clientOptions())
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: Arn }, Action: 'sts:AssumeRole' } }
  const { Role } = await server.iam.send(new CreateRoleCommand({ RoleName: 'deployer', AssumeRolePolicyDocument: JSON.stringify(trust) }))
  const rights = { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:GetFunction'], Resource: arnOf('*') }
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: rights })
  await server.iam.send(new PutRolePolicyCommand({ RoleName: 'deployer', PolicyName: 'deploy', PolicyDocument }))
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'ci' }))
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
  const deployer = new LambdaClient({ ...server.clientOptions(), credentials })
  expect((await deployer.send(new GetFunctionCommand({ FunctionName: 'defaults' }))).Configuration?.FunctionName).toBe('defaults')
  await expect(deployer.send(new InvokeCommand({ FunctionName: 'absent' }))).rejects.toMatchObject(
    named(
      'AccessDeniedException',
      `User: arn:aws:sts::123456789012:assumed-role/deployer/ci is not authorized to perform: lambda:InvokeFunction on resource: ${arnOf('absent')} because no identity-based policy allows the lambda:InvokeFunction action`,
      403,
    ),
  )
  const create = { FunctionName: 'by-deployer', Role: 'arn:aws:iam::123456789012:role/defaults-role', Code: { ZipFile: await zipOf(echo) } }
  await expect(deployer.send(new CreateFunctionCommand(create))).rejects.toMatchObject(named('AccessDeniedException', 'iam:PassRole', 403))

  // the function's own policy is enough for a caller of its account
  await expect(deployer.send(new InvokeCommand({ FunctionName: 'defaults' }))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  const permission = { FunctionName: 'defaults', StatementId: 'deployer', Action: 'lambda:InvokeFunction', Principal: Role?.Arn }
  await lambda.send(new AddPermissionCommand(permission))
  expect((await deployer.send(new InvokeCommand({ FunctionName: 'defaults' }))).StatusCode).toBe(200)

  // and the caller's own explicit deny wins over it
  const deny = { Effect: 'Deny', Action: 'lambda:InvokeFunction', Resource: '*' }
  const denying = JSON.stringify({ Version: '2012-10-17', Statement: deny })
  await server.iam.send(new PutRolePolicyCommand({ RoleName: 'deployer', PolicyName: 'deny', PolicyDocument: denying }))
  await expect(deployer.send(new InvokeCommand({ FunctionName: 'defaults' }))).rejects.toMatchObject(
    named('AccessDeniedException', `${arnOf('defaults')} with an explicit deny in an identity-based policy`, 403),
  )
})

test('records every change under the name that AWS gives it, without code and variables, and no invocation', async () => {
  const trail = new CloudTrailClient(server.clientOptions())
  const { Events = [] } = await trail.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventSource', AttributeValue: 'lambda.amazonaws.com' }],
      MaxResults: 50,
    }),
  )
  const names = new Set(Events.map(({ EventName }) => EventName))
  expect([...names]).toEqual(expect.arrayContaining(['CreateFunction20150331', 'GetFunction20150331v2', 'AddPermission20150331v2']))
  expect([...names].filter((name) => name?.startsWith('Invoke'))).toEqual([])
  expect(Events.map(({ CloudTrailEvent }) => CloudTrailEvent).join()).not.toMatch(/STAGE|UEsDB/) // a variable's name, the begin of a zip file in base64
})

test('keeps functions over a restart, their code and variables sealed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-lambda-'))
  const options = { dataDir: join(folder, 'data'), environment: { XDG_CONFIG_HOME: join(folder, 'configuration') } }
  try {
    const before = await LambdaServer.start(options)
    const code = "export const handler = async () => ({ code: 'planted-in-code', stage: process.env.STAGE })"
    await before.createFunction('kept', { 'index.mjs': code }, { Environment: { Variables: { STAGE: 'planted-in-variables' } } })
    await before.stop()

    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
    const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))))
    expect(bytes.includes('kept')).toBe(true) // the search sees what is there
    expect(bytes.includes('planted-in-variables')).toBe(false)
    expect(bytes.includes('index.mjs')).toBe(false) // a name inside the zip file

    const after = await LambdaServer.start(options)
    expect((await after.invoke('kept')).answer).toEqual({ code: 'planted-in-code', stage: 'planted-in-variables' })
    await after.stop()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
