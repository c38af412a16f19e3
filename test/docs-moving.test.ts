// docs/moving.md: what is moved and what it becomes give the same, each with the very actions that the page says, on AWS on loopback.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { STS } from '@aws-sdk/client-sts'
import { type Local, startLocal } from '@sallyport/local'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { errorReply, fakeAws, type Reply, type Seen, secretReply } from '../packages/sallyport/test/fake-aws.ts'
import { type PageProgram, pageProgram } from './docs-page-program.ts'
import { tableRows } from './docs-tables.ts'
import { root } from './documents.ts'

const page = 'docs/moving.md'
const answer = 'asked with 9 and 6 characters'
const anyone = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] }

let local: Local
let iam: IAM
let sts: STS

beforeAll(async () => {
  local = await startLocal({
    port: 0,
    seed: {
      secrets: [{ name: 'prod/stripe', value: 'sk_test_1' }],
      parameters: [{ name: '/prod/weather', value: 'w_test' }],
    },
  })
  const settings = { endpoint: local.endpoint, region: local.region, credentials: local }
  iam = new IAM(settings)
  sts = new STS(settings)
})

afterAll(async () => {
  iam.destroy()
  sts.destroy()
  await local.stop()
})

let roles = 0

/** The environment of a function whose role has these actions and no others. */
async function functionWith(actions: readonly string[]): Promise<Record<string, string>> {
  const RoleName = `role-${++roles}`
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify(anyone) })
  const Statement = actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }))
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  if (actions.length > 0) await iam.putRolePolicy({ RoleName, PolicyName: 'read', PolicyDocument })
  const { Credentials } = await sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: 'docs' })
  return {
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_REGION: local.region,
    AWS_ACCESS_KEY_ID: String(Credentials?.AccessKeyId),
    AWS_SECRET_ACCESS_KEY: String(Credentials?.SecretAccessKey),
    AWS_SESSION_TOKEN: String(Credentials?.SessionToken),
    SALLYPORT_STAGE: 'prod',
  }
}

/** What two invocations of a file's handler give, in a process of its own; the second comes from memory, or six minutes later. */
async function invoked(program: PageProgram, file: string, env: Record<string, string>, handler = 'handler()', isLater = false) {
  const source = `
    let aheadMs = 0
    const real = Date.now
    Date.now = () => real() + aheadMs
    const exported = await import('./${file}.js')
    const context = { getRemainingTimeInMillis: () => 20_000 }
    const handler = () => exported.handler({}, context)
    try {
      console.log(JSON.stringify(await ${handler}))
      if (${isLater}) aheadMs = 360_000
      console.log(JSON.stringify(await ${handler}))
    } catch (error) {
      console.log(JSON.stringify('thrown ' + error.name))
    }
    process.exit()`
  const running = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: program.folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let problems = ''
  running.stdout.on('data', (chunk) => (output += chunk))
  running.stderr.on('data', (chunk) => (problems += chunk))
  const [code] = await once(running, 'close')
  if (code !== 0) return `ended with an unhandled ${/rejection/.test(problems) ? 'rejection' : 'error'}: ${problems}`
  const lines = output.trim().split('\n')
  if (!isLater) expect(new Set(lines).size, output).toBe(1)
  return JSON.parse(lines.at(-1) ?? '')
}

/** The extension, after its documented interface, with the function's own role. Source: as in extensionTransport. */
async function extensionOf(env: Record<string, string>): Promise<string> {
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: env['AWS_SESSION_TOKEN'] ?? '',
  }
  const settings = { endpoint: local.endpoint, region: local.region, credentials }
  const [secrets, parameters] = [new SecretsManagerClient(settings), new SSMClient(settings)]
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    if (request.headers['x-aws-parameters-secrets-token'] !== credentials.sessionToken) return response.writeHead(403).end()
    try {
      const found = pathname.startsWith('/secretsmanager')
        ? await secrets.send(new GetSecretValueCommand({ SecretId: searchParams.get('secretId') ?? '' }))
        : await parameters.send(new GetParameterCommand({ Name: searchParams.get('name') ?? '', WithDecryption: true }))
      return response.end(JSON.stringify(found))
    } catch (error) {
      return response.writeHead(400).end(`an unexpected error: ${error instanceof Error ? error.name : ''}`)
    }
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    secrets.destroy()
    parameters.destroy()
  })
  return String((server.address() as AddressInfo).port) // it listens on TCP
}

const actionsIn = (cell = '') => [...cell.matchAll(/`(\w+:\w+)`/g)].map(([, action = '']) => action)

const differences = Object.fromEntries(tableRows(page, /What is different/).map(([about, ...cells]) => [about, cells]))
const peers = ['powertools-before', 'middy-before', 'extension-before', 'sdk-before', 'sdk-after']

/** What the page says of a file's way. */
function cellOf(about: string, file: string): string {
  const index = peers.findIndex((peer) => file.endsWith(peer))
  return differences[about]?.[index < 0 ? peers.indexOf('sdk-after') : index] ?? ''
}

const ways = tableRows(page, /What the role needs/).flatMap(([first, before, after]) => {
  const peer = /`(\w+)`/.exec(first)?.[1]
  const becomes = first.includes('kept') ? 'kept' : 'after'
  return [
    { file: `src/${peer}-before`, actions: actionsIn(before) },
    { file: `src/${peer}-${becomes}`, actions: actionsIn(after) },
  ].filter(({ actions }) => actions.length > 0)
})

test('every way that the page shows stands in the table of actions', async () => {
  const { folder } = await pageProgram(page)
  expect(folder).not.toBe('')
  expect(ways.map(({ file }) => file).toSorted()).toEqual(
    ['powertools', 'middy', 'extension', 'sdk']
      .flatMap((peer) => [`src/${peer}-before`, `src/${peer}-after`])
      .concat('src/extension-kept', 'src/sdk-kept')
      .toSorted(),
  )
})

test.each(ways)('$file reads with $actions, and not without one of them', async ({ file, actions }) => {
  const program = await pageProgram(page)
  async function given(allowed: readonly string[]) {
    const env = await functionWith(allowed)
    const port = file.includes('extension') && !file.endsWith('after') ? await extensionOf(env) : '1'
    return invoked(program, file, { ...env, PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: port })
  }
  expect(await given(actions)).toBe(answer)
  const errorName = /`(\w+)`/.exec(cellOf('what is thrown', file))?.[1] ?? ''
  for (const action of actions)
    expect(await given(actions.filter((each) => each !== action))).toMatch(new RegExp(`^thrown ${errorName}|^ended with an unhandled`))
})

test('a role with ssm:GetParameter alone goes on working', async () => {
  const env = await functionWith(['secretsmanager:GetSecretValue', 'ssm:GetParameter'])
  expect(await invoked(await pageProgram(page), 'src/sdk-after', env)).toBe(answer)
})

const measured = peers.filter((peer) => !peer.startsWith('extension'))
const values: Reply = { body: { Parameters: [{ Name: '/prod/weather', Value: 'w_test', Version: 1 }], InvalidParameters: [] } }

function answered({ operation, input }: Seen): Reply {
  if (operation === 'GetSecretValue') return secretReply('sk_test_1')
  return operation === 'GetParameter' ? { body: { Parameter: { Name: input['Name'], Value: 'w_test', Version: 1 } } } : values
}

test.each(measured)('%s makes as many requests of ten first reads as the page says', async (peer) => {
  const aws = await fakeAws(answered)
  onTestFinished(() => aws.close())
  const ten = 'Promise.all(Array.from({ length: 10 }, handler))'
  const env = { ...(aws.env as Record<string, string>), SALLYPORT_STAGE: 'prod' } // fakeAws sets all of them
  expect(await invoked(await pageProgram(page), `src/${peer}`, env, ten)).toEqual(Array.from({ length: 10 }, () => answer))
  const requests = aws.seen.filter(({ operation }) => operation === 'GetSecretValue').length
  expect(requests).toBe(Number.parseInt(cellOf('10 first reads at once', peer), 10))
})

test.each(measured)('%s gives what the page says while AWS is down', async (peer) => {
  const isFirst = new Set<string>(['GetSecretValue', 'GetParameter', 'GetParameters'])
  const aws = await fakeAws((seen) => (isFirst.delete(seen.operation) ? answered(seen) : errorReply('InternalServiceError', '', 500)))
  onTestFinished(() => aws.close())
  const env = { ...(aws.env as Record<string, string>), SALLYPORT_STAGE: 'prod', AWS_MAX_ATTEMPTS: '1' } // see above
  const given = await invoked(await pageProgram(page), `src/${peer}`, env, 'handler()', true)
  const says = cellOf('AWS is down when that is over', peer)
  if (says.startsWith('the old value')) expect(given).toBe(answer)
  else expect([says, given]).toEqual(['an error', expect.stringMatching(/^thrown |^ended with an unhandled/)])
})

test('the lives that others give a value by themselves are as their packages have them', () => {
  const textOfPackage = (file: string) => readFileSync(join(root, 'node_modules', file), 'utf8')
  const [powertools = '', middy] = differences['life of a value, when nothing is said'] ?? []
  const [, seconds] = /DEFAULT_MAX_AGE_SECS = (\d+)/.exec(textOfPackage('@aws-lambda-powertools/parameters/lib/esm/constants.js')) ?? []
  expect(powertools).toBe(`${seconds} s`)
  expect(textOfPackage('@middy/secrets-manager/index.js')).toContain('cacheExpiry: -1')
  expect(middy).toBe('for ever')
})
