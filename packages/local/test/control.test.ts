import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { CreateSecretCommand, GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { type Local, startLocal } from '../src/index.ts'
import { setFaults } from './set-faults.ts'
import { clientsOf, freshFolders, reaching, sessionOf, started } from './started.ts'

const ask = (endpoint: string, name: string, { method = 'POST', token = '', body = '' } = {}) =>
  fetch(`${endpoint}/_sallyport/${name}`, { method, headers: { authorization: `Bearer ${token}` }, ...(body === '' ? {} : { body }) })

test('anybody may ask whether it is up, and nothing else without the token', async () => {
  const { local } = await started()
  const health = await fetch(`${local.endpoint}/_sallyport/health`)
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }])
  for (const name of ['reset', 'stop', 'faults', 'made-up']) {
    expect((await ask(local.endpoint, name)).status).toBe(401)
    expect((await ask(local.endpoint, name, { token: `${local.controlToken}x` })).status).toBe(401)
  }
})

test('it proves to whoever knows its token that it is the server of that token, without being sent it', async () => {
  const { local } = await started()
  const challenge = 'c0ffee'.repeat(10)
  const healthOf = async ({ endpoint }: Local) =>
    (await (await fetch(`${endpoint}/_sallyport/health?challenge=${challenge}`)).json()) as Record<string, string> // looked at below
  const answer = await healthOf(local)
  const proof = createHmac('sha256', local.controlToken).update(`sallyport health ${challenge}`).digest('hex')
  expect(answer).toEqual({ status: 'ok', proof, pid: process.pid, startedAt: expect.any(String) })
  expect(Math.abs(Date.now() - Date.parse(answer['startedAt'] ?? ''))).toBeLessThan(3_600_000)
  const other = await started()
  expect((await healthOf(other.local))['proof']).not.toBe(proof)
})

test.each(['', 'c0ffee', 'g'.repeat(16), `${'a'.repeat(129)}`, 'c0ffeec0ffeec0ff&challenge=c0ffeec0ffeec0ff'])(
  'a challenge that is not one of 16 to 128 hexadecimal characters gets no proof: %s',
  async (challenge) => {
    const { local } = await started()
    const answer = await fetch(`${local.endpoint}/_sallyport/health?challenge=${challenge}`)
    expect([answer.status, await answer.json()]).toEqual([400, { message: expect.stringContaining('16 to 128') }])
  },
)

test('what is not a control says so', async () => {
  const { local } = await started()
  const token = local.controlToken
  expect((await ask(local.endpoint, 'made-up', { token })).status).toBe(404)
  expect((await ask(local.endpoint, 'reset', { token, method: 'GET' })).status).toBe(405)
})

test('a reset empties the account and leaves its administrator', async () => {
  const { local, secrets, sts } = await started()
  await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
  expect((await ask(local.endpoint, 'reset', { token: local.controlToken })).status).toBe(200)
  expect((await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion: true }))).SecretList).toEqual([])
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(local.accountId)
  await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'anew' }))
  expect((await secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).SecretString).toBe('anew')
})

test('identities, and whose the data folder is, outlive a reset and a restart', async () => {
  const { dataDir, environment } = freshFolders()
  const first = await started({ dataDir, environment })
  const session = await sessionOf(first, 'reader', [])
  const credentials = await session.sts.config.credentials()
  expect((await ask(first.local.endpoint, 'reset', { token: first.local.controlToken })).status).toBe(200)
  await expect(startLocal({ port: 0, dataDir, environment })).rejects.toThrow('is in use by another server')
  await first.local.stop()
  const { local } = await started({ dataDir, environment, auth: 'off' })
  expect([local.accessKeyId, local.secretAccessKey]).toEqual([first.local.accessKeyId, first.local.secretAccessKey])
  const { Arn } = await clientsOf(local, credentials).sts.send(new GetCallerIdentityCommand({}))
  expect(Arn).toBe('arn:aws:sts::123456789012:assumed-role/reader/tested') // the token of before is opened still
})

test('stop answers, then the server is gone', async () => {
  const local = await startLocal({ port: 0 })
  expect((await ask(local.endpoint, 'stop', { token: local.controlToken })).status).toBe(200)
  await local.stopped
  const socket = connect(local.port, '127.0.0.1')
  expect((await once(socket, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' })
  await local.stop()
})

test.each([
  ['throttle', { name: 'ThrottlingException' }],
  ['error500', { name: 'InternalServiceError', $metadata: { httpStatusCode: 500 } }],
  ['drop', { code: 'ECONNRESET' }],
])('the fault %s strikes the operation it names, as often as it says', async (kind, error) => {
  const { local, secrets } = await started()
  await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  await setFaults(local, [{ operation: 'GetSecretValue', kind, times: 2 }])
  const read = () => secrets.send(new GetSecretValueCommand({ SecretId: 's' }))
  await secrets.send(new ListSecretsCommand({}))
  await expect(read()).rejects.toMatchObject(error)
  await expect(read()).rejects.toMatchObject(error)
  expect((await read()).SecretString).toBe('x')
})

test.each([
  ['lambda', { name: 'TooManyRequestsException', message: 'Rate Exceeded.', $metadata: { httpStatusCode: 429 } }],
  ['secretsmanager', { name: 'ThrottlingException', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } }],
  ['ssm', { name: 'ThrottlingException', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } }],
  ['sts', { Code: 'Throttling', message: 'Rate exceeded', $metadata: { httpStatusCode: 400 } }],
])('%s throttles as it does on AWS', async (service, error) => {
  const { local, secrets, sts } = await started()
  await setFaults(local, [{ kind: 'throttle' }])
  const ask: Record<string, () => Promise<unknown>> = {
    lambda: () => new LambdaClient(reaching(local)).send(new GetFunctionCommand({ FunctionName: 'f' })),
    secretsmanager: () => secrets.send(new GetSecretValueCommand({ SecretId: 's' })),
    ssm: () => new SSMClient(reaching(local)).send(new GetParameterCommand({ Name: '/p' })),
    sts: () => sts.send(new GetCallerIdentityCommand({})),
  }
  const refused = await ask[service]?.().catch((thrown: unknown) => thrown)
  expect(refused).toMatchObject(error)
})

test('calls beyond a rate a second are throttled over all callers, others are answered', async () => {
  const { local, secrets, sts } = await started()
  await secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  // so slow that it lets no further one through while the test runs
  await setFaults(local, [{ operation: 'GetSecretValue', kind: 'throttle', perSecond: 0.001 }])
  const callers = [secrets, new SecretsManagerClient(reaching(local)), new SecretsManagerClient(reaching(local))]
  const read = (client: SecretsManagerClient) => client.send(new GetSecretValueCommand({ SecretId: 's' }))
  const outcomes = await Promise.allSettled(callers.map(read))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'ThrottlingException' })
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(local.accountId)
})

test('a call that hangs is never answered: its caller gives up, others are answered, and the server stops all the same', async () => {
  const local = await startLocal({ port: 0 })
  const { secrets, sts } = clientsOf(local)
  await setFaults(local, [{ operation: 'ListSecrets', kind: 'hang', times: 2 }])
  const aborted = secrets.send(new ListSecretsCommand({}), { abortSignal: AbortSignal.timeout(200) })
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
  const hanging = secrets.send(new ListSecretsCommand({})).catch((error: unknown) => error)
  expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(local.accountId)
  expect(await Promise.race([hanging, sts.send(new GetCallerIdentityCommand({})).then(() => 'no answer')])).toBe('no answer')
  await local.stop()
  expect(await hanging).toMatchObject({ code: 'ECONNRESET' })
})

test('a kept socket is dropped when it is used again, and a new one is not', async () => {
  const { local, secrets } = await started()
  await setFaults(local, [{ kind: 'dropKept' }])
  const list = () => secrets.send(new ListSecretsCommand({}))
  for (let pair = 0; pair < 2; pair++) {
    await list()
    await expect(list()).rejects.toMatchObject({ code: 'ECONNRESET' })
  }
})

test('the SDK gets over a fault by itself, as it does with AWS', async () => {
  const { local } = await started()
  const patient = new SecretsManagerClient({ ...reaching(local), maxAttempts: 3 })
  await setFaults(local, [{ operation: '*', kind: 'error500', times: 2 }])
  const { $metadata } = await patient.send(new ListSecretsCommand({}))
  expect($metadata.attempts).toBe(3)
})

test('a delayed call is answered all the same, and others are not held up by it', async () => {
  const { local, secrets, sts } = await started()
  await setFaults(local, [{ operation: 'ListSecrets', kind: 'delay', delayMs: 300, times: 1 }])
  const order: string[] = []
  const slow = secrets.send(new ListSecretsCommand({})).then(() => order.push('delayed'))
  await sts.send(new GetCallerIdentityCommand({})).then(() => order.push('other'))
  await slow
  expect(order).toEqual(['other', 'delayed'])
})

test('faults are replaced as a whole, and can be cleared', async () => {
  const { local, secrets } = await started()
  await setFaults(local, [{ operation: '*', kind: 'throttle' }])
  await setFaults(local, [{ operation: 'GetSecretValue', kind: 'throttle' }])
  await secrets.send(new ListSecretsCommand({}))
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject({ name: 'ThrottlingException' })
  await ask(local.endpoint, 'faults', { token: local.controlToken, method: 'DELETE' })
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 's' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test.each([
  ['no rules', '{}'],
  ['rules that are not a list', '{"rules":{}}'],
  ['a kind that does not exist', '{"rules":[{"kind":"explode"}]}'],
  ['a rate above 1', '{"rules":[{"kind":"drop","rate":2}]}'],
  ['a rate a second of 0', '{"rules":[{"kind":"throttle","perSecond":0}]}'],
  ['a burst without a rate', '{"rules":[{"kind":"throttle","burst":10}]}'],
  ['a member that does not exist', '{"rules":[{"kind":"throttle","persecond":10}]}'],
  ['a rule that is no object', '{"rules":["throttle"]}'],
  ['garbage', '{"rules":'],
])('faults with %s are refused in words', async (_, body) => {
  const { local } = await started()
  const answer = await ask(local.endpoint, 'faults', { token: local.controlToken, body })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({ message: expect.stringMatching(/./) })
})
