import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { FunctionDeployment } from '../src/runtime-api/function-deployment.ts'
import { FunctionRuntime } from '../src/runtime-api/function-runtime.ts'
import { deploymentOf } from './functions/deployed.ts'

const runtimes: FunctionRuntime[] = []

afterEach(async () => {
  for (const runtime of runtimes.splice(0)) await runtime.stop()
})

/** What one invocation of a function with these files answers. */
async function answerOf(files: Record<string, string>, { event = {}, ...changes }: Partial<FunctionDeployment> & { event?: unknown } = {}) {
  const runtime = new FunctionRuntime({ endpoint: () => 'http://127.0.0.1:4566' })
  runtimes.push(runtime)
  const { payload } = await runtime.invoke(await deploymentOf(files, changes), { requestId: randomUUID(), event: JSON.stringify(event) })
  return JSON.parse(payload.toString())
}

test.each([
  ['CommonJS', { 'index.js': "exports.handler = async () => typeof require('node:fs').readFileSync" }, 'index.handler'],
  [
    'CommonJS by its extension',
    { 'index.cjs': "exports.handler = async () => 'function'", 'package.json': '{"type":"module"}' },
    'index.handler',
  ],
  ['an ES module by its extension', { 'index.mjs': 'export const handler = async () => typeof import.meta.resolve' }, 'index.handler'],
  [
    'an ES module by its package',
    { 'index.js': 'export const handler = async () => typeof import.meta.resolve', 'package.json': '{"type":"module"}' },
    'index.handler',
  ],
  ['a module in a folder', { 'src/app.js': "exports.handler = async () => 'function'" }, 'src/app.handler'],
  ['a member of a member', { 'index.js': "exports.routes = { pay: async () => 'function' }" }, 'index.routes.pay'],
  ['a folder with an index', { 'app/index.js': "exports.handler = async () => 'function'" }, 'app.handler'],
])('runs a handler in %s', async (_, files, handler) => {
  expect(await answerOf(files, { handler })).toBe('function')
})

test('requires no ES module, as on Lambda', async () => {
  const files = { 'index.js': "exports.handler = async () => require('./other.mjs').value", 'other.mjs': 'export const value = 1' }
  expect(await answerOf(files)).toMatchObject({ errorType: 'Error', errorMessage: expect.stringContaining('require() of ES Module') })
})

test.each([
  ['Runtime.ImportModuleError', {}, 'index.handler', "Error: Cannot find module 'index'"],
  ['Runtime.ImportModuleError', { 'index.js': "require('absent')" }, 'index.handler', "Error: Cannot find module 'absent'"],
  ['Runtime.UserCodeSyntaxError', { 'index.js': 'exports.handler = async () => {' }, 'index.handler', 'SyntaxError: '],
  ['Runtime.HandlerNotFound', { 'index.js': 'exports.other = 1' }, 'index.handler', 'index.handler is undefined or not exported'],
  ['Runtime.HandlerNotFound', { 'index.js': 'exports.handler = 1' }, 'index.handler', 'index.handler is not a function'],
  ['Runtime.MalformedHandlerName', { 'index.js': '' }, 'handler', 'Bad handler'],
  ['Runtime.MalformedHandlerName', { 'index.js': '' }, '../index.handler', "'../index.handler' is not a valid handler name."],
])('says %s of a handler it cannot use: %j %s', async (errorType, files: Record<string, string>, handler, message) => {
  const answer = await answerOf({ 'readme.txt': '', ...files }, { handler })
  expect(answer).toMatchObject({ errorType, errorMessage: expect.stringContaining(message), trace: expect.any(Array) })
})

test.each([
  ['a thrown error', 'async () => { throw new TypeError("no amount") }', { errorType: 'TypeError', errorMessage: 'no amount' }],
  ['a thrown string', 'async () => { throw "no amount" }', { errorType: 'string', errorMessage: 'no amount', trace: [] }],
  ['an error before the first await', '() => { throw new Error("early") }', { errorType: 'Error', errorMessage: 'early' }],
  ['an error given to the callback', '(event, context, done) => { done(new Error("told")) }', { errorType: 'Error', errorMessage: 'told' }],
  [
    'a rejection that nobody handles',
    'async () => { Promise.reject(new Error("lost")); await new Promise((done) => setTimeout(done, 50)) }',
    {
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: lost',
    },
  ],
  [
    'an error in a timer',
    'async () => { setTimeout(() => { throw new RangeError("late") }); await new Promise((done) => setTimeout(done, 50)) }',
    {
      errorType: 'RangeError',
      errorMessage: 'late',
    },
  ],
  ['an answer that is no JSON', 'async () => ({ big: 1n })', { errorType: 'Runtime.JSONStringifyError' }],
  [
    'an answer that is too large',
    'async () => "x".repeat(6 * 1024 * 1024 + 100)',
    {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    },
  ],
])('reports %s', async (_, handler, report) => {
  expect(await answerOf({ 'index.js': `exports.handler = ${handler}` })).toMatchObject(report)
})

test.each([
  ['an async handler', 'async (event) => event.id', 7],
  ['a callback handler', '(event, context, done) => { setTimeout(() => done(null, event.id), 20) }', 7],
  [
    'a callback handler, once nothing is left to do',
    '(event, context, done) => { let late = 0; setTimeout(() => { late = 1 }, 50); done(null, { get late() { return late } }) }',
    { late: 1 },
  ],
  [
    'a callback handler that does not wait for the rest',
    '(event, context, done) => { context.callbackWaitsForEmptyEventLoop = false; setInterval(() => 0, 1000); done(null, 7) }',
    7,
  ],
  ['a handler that answers nothing', 'async () => undefined', null],
  ['a handler that leaves nothing to do', '() => "dropped"', null],
  ['a promise that nothing can settle', 'async () => new Promise(() => 0)', null],
])('gives the answer of %s', async (_, handler, answer) => {
  expect(await answerOf({ 'index.js': `exports.handler = ${handler}` }, { event: { id: 7 } })).toEqual(answer)
})

test('refuses a callback handler from nodejs24.x on', async () => {
  const files = { 'index.js': 'exports.handler = (event, context, done) => done(null, 1)' }
  expect(await answerOf(files, { runtime: 'nodejs24.x' })).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' })
})

test('tells the handler its function, its request and the time that is left', async () => {
  const handler = `exports.handler = async (event, context) => {
    await new Promise((done) => setTimeout(done, 20))
    return { ...context, left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID }
  }`
  expect(await answerOf({ 'index.js': handler }, { timeoutSeconds: 5 })).toEqual({
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'checkout',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:checkout',
    memoryLimitInMB: '128',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    logGroupName: '/aws/lambda/checkout',
    logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    left: expect.toSatisfy((left: number) => left > 0 && left <= 4_981),
    trace: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
  })
})

test('shows the function nothing of the environment, the home and the AWS files of the server', async () => {
  process.env.SALLYPORT_TEST_PLANTED = 'planted'
  process.env.AWS_PROFILE = 'planted'
  try {
    const handler = `exports.handler = async () => ({
      env: process.env, home: require('node:fs').readdirSync(require('node:os').homedir()), cwd: process.cwd(), folder: __dirname,
    })`
    const { env, home, cwd, folder } = await answerOf({ 'index.js': handler }, { variables: () => ({ STAGE: 'dev', TZ: 'Europe/Paris' }) })
    expect(home).toEqual([])
    expect(cwd).toBe(folder)
    expect(Object.keys(env).sort()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_CONFIG_FILE',
      'AWS_DEFAULT_REGION',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_ENDPOINT_URL',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_LAMBDA_RUNTIME_API',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_SHARED_CREDENTIALS_FILE',
      'HOME',
      'LAMBDA_RUNTIME_DIR',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'PATH',
      'STAGE',
      'TMPDIR',
      'TZ',
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
    ])
    expect(env).toMatchObject({ TZ: 'Europe/Paris', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEEXAMPLE00' })
  } finally {
    delete process.env.SALLYPORT_TEST_PLANTED
    delete process.env.AWS_PROFILE
  }
})

test('answers wrong use of the Runtime API as Lambda does', async () => {
  const handler = `exports.handler = async (event, { awsRequestId }) => {
    const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API
    const call = async (path, options = {}) => {
      const answer = await fetch(api + path, { method: 'POST', body: '{}', ...options })
      return [answer.status, (await answer.json()).errorType]
    }
    return [
      await call('/2018-06-01/runtime/invocation/another-id/response'),
      await call('/2018-06-01/runtime/invocation/another-id/error'),
      await call('/2018-06-01/runtime/invocation/next', { method: 'GET', body: undefined }),
      await call('/2018-06-01/runtime/absent'),
      await call('/2018-06-01/runtime/invocation/' + awsRequestId + '/response', { headers: { origin: 'https://page.example' } }),
    ]
  }`
  expect(await answerOf({ 'index.js': handler })).toEqual([
    [400, 'InvalidRequestID'],
    [400, 'InvalidRequestID'],
    [403, 'InvalidStateTransition'],
    [404, 'NotFound'],
    [403, 'Forbidden'],
  ])
})
