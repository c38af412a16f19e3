import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { expect, onTestFinished, test } from 'vitest'
import { zipOf } from './functions/deployed.ts'
import { LambdaServer } from './functions/lambda-server.ts'

const logging = (word: string) => ({ 'index.js': `exports.handler = async () => { console.log('${word}') }` })

async function withLogs() {
  const server = await LambdaServer.start()
  onTestFinished(() => server.stop())
  const { endpoint, controlToken } = server.local
  const ask = (query: string, token = controlToken) =>
    fetch(`${endpoint}/_sallyport/logs${query}`, { headers: { authorization: `Bearer ${token}` } })
  const events = async (query: string) => {
    const answer = (await (await ask(query)).json()) as { events: { timestamp: number; logStreamName: string; message: string }[] } // looked at below
    return answer.events
  }
  const messages = async (query: string) => (await events(query)).map(({ message }) => message)
  return { server, ask, events, messages }
}

test('tells what one function logged, or all of them, in the order they did', async () => {
  const { server, events, messages } = await withLogs()
  await server.createFunction('first', logging('apple'))
  await server.createFunction('second', logging('pear'))
  expect(await events('')).toEqual([])
  for (const name of ['first', 'second', 'first']) await server.invoke(name)
  const first = await events('?function=first')
  expect(first[0]).toEqual({
    timestamp: expect.any(Number),
    logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    message: expect.stringMatching(/^INIT_START /),
  })
  const words = (lines: string[]) => lines.flatMap((line) => /apple|pear/.exec(line)?.[0] ?? [])
  expect(words(first.map(({ message }) => message))).toEqual(['apple', 'apple'])
  expect(words(await messages('?function=second'))).toEqual(['pear'])
  expect(words(await messages(''))).toEqual(['apple', 'pear', 'apple'])
  expect(await events('?function=third')).toEqual([])
})

test('tells of every region', async () => {
  const { server, messages } = await withLogs()
  await server.createFunction('here', logging('apple'))
  const elsewhere = new LambdaClient({ ...server.clientOptions(), region: 'us-west-2' })
  const Code = { ZipFile: await zipOf(logging('pear')) }
  const Role = 'arn:aws:iam::123456789012:role/here-role'
  await elsewhere.send(new CreateFunctionCommand({ FunctionName: 'there', Runtime: 'nodejs22.x', Handler: 'index.handler', Code, Role }))
  await server.invoke('here')
  await elsewhere.send(new InvokeCommand({ FunctionName: 'there' }))
  expect((await messages('')).join()).toMatch(/apple.*pear/s)
})

test('tells of one account alone, when it is asked so', async () => {
  const { server, events } = await withLogs()
  await server.createFunction('here', logging('apple'))
  await server.invoke('here')
  expect(await events(`?account=${server.local.accountId}`)).toEqual(await events(''))
  const { accountId } = await server.local.account()
  expect(await events(`?account=${accountId}`)).toEqual([])
})

test('tells nobody without the token, and nothing after a reset', async () => {
  const { server, ask, events } = await withLogs()
  await server.createFunction('first', logging('apple'))
  await server.invoke('first')
  expect((await ask('', 'made-up')).status).toBe(401)
  const { endpoint, controlToken } = server.local
  await fetch(`${endpoint}/_sallyport/reset`, { method: 'POST', headers: { authorization: `Bearer ${controlToken}` } })
  expect(await events('')).toEqual([])
})
