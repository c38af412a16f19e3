import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
  await sallyport(local, ['put', 'dev/stripe', '--local', '--kind', 'api-key'], 'sk_test_planted_42')
  await sallyport(local, ['put', 'dev/crm', '--local', '--kind', 'login'], '{"username":"ann","password":"planted-word"}')
  await sallyport(local, ['put', '/dev/weather/key', '--local', '--parameter'], 'weather-key')
})
afterAll(() => local.stop())

const invoke = (args: readonly string[], input = '') => sallyport(local, ['invoke', ...args, '--local', '--stage', 'dev'], input)

test('a function that is not granted is denied its secret, and one that is reads it', async () => {
  const denied = await invoke(['checkout', '--no-grant'])
  expect(denied.status, denied.stderr).toBe(1)
  expect(denied.stdout).toContain('may not read secret dev/stripe')
  expect(denied.stdout).toContain('secretsmanager:GetSecretValue')

  const granted = await invoke(['checkout', '--payload', '{"a":1}'])
  expect(granted.status, granted.stderr).toBe(0)
  expect(JSON.parse(granted.stdout)).toEqual({ echoed: { a: 1 }, length: 18 })
  expect(granted.stderr).toContain('granted role checkout-role to read dev/stripe')
  expect(granted.stderr).toContain('REPORT RequestId')
  expect(granted.stdout + granted.stderr).not.toContain('planted')
})

test('reads a parameter and a login under its own role, with its own environment', async () => {
  const { status, stdout, stderr } = await invoke(['weather'])
  expect(status, stderr).toBe(0)
  expect(JSON.parse(stdout)).toEqual([11, 'ann', 'C'])
})

test('deploys only what has changed', async () => {
  const deployed = async () => JSON.parse((await invoke(['plain', '--json'])).stdout).deployed
  expect(await deployed()).toBe('created')
  expect(await deployed()).toBe('unchanged')
  writeFileSync(join(local.cwd, 'src/plain.ts'), 'export const handler = async () => "another"\n')
  expect(await deployed()).toBe('updated')
})

test('takes the event from a file or from standard input', async () => {
  writeFileSync(join(local.cwd, 'event.json'), '{"from":"file"}')
  await invoke(['checkout'])
  expect(JSON.parse((await invoke(['checkout', '--event', 'event.json'])).stdout).echoed).toEqual({ from: 'file' })
  expect(JSON.parse((await invoke(['checkout', '--event', '-'], '{"from":"pipe"}')).stdout).echoed).toEqual({ from: 'pipe' })
})

test('fails when the function fails, with its error as the answer and its log shown, not obeyed', async () => {
  const { status, stdout, stderr } = await invoke(['checkout', '--payload', '{"fail":true}'])
  expect(status).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ errorType: 'Error', errorMessage: 'told to fail "now" \x1b[2J' })
  expect(stderr).not.toContain('\x1b[2J')
})

test('a failed function at a terminal shows its log, and then the message alone, unescaped', async () => {
  const session = atTerminal(local, ['invoke', 'checkout', '--local', '--quiet', '--payload', '{"fail":true}'])
  expect((await session.ended).status).toBe(1)
  expect(session.drawn()).toBe('told to fail "now" \\x1b[2J\r\n')
  const talking = atTerminal(local, ['invoke', 'checkout', '--local', '--payload', '{"fail":true}'])
  await talking.ended
  const [log, message] = talking.drawn().split('REPORT RequestId')
  expect(log).toContain('told to fail')
  expect(message?.split('\r\n').slice(1)).toEqual(['told to fail "now" \\x1b[2J', ''])
})

test('warns of what the function reaches and is not stored, before it is denied', async () => {
  const { status, stderr } = await sallyport(local, ['invoke', 'weather', '--local', '--stage', 'empty'])
  expect(status).toBe(1)
  expect(stderr).toContain('secret empty/crm is not stored here: run "sallyport put empty/crm --local"')
  expect(stderr).toContain('parameter /empty/weather/key is not stored here: run "sallyport put /empty/weather/key --local"')
  expect((await invoke(['weather'])).stderr).not.toContain('is not stored here')
})

test('a function that does not build is told by its place, with nothing about grants', async () => {
  for (const flags of [[], ['--no-grant']]) {
    const { status, stderr } = await invoke(['broken', ...flags])
    expect(status).toBe(1)
    expect(stderr).toMatch(/src\/broken.ts:1 does not build: (?!src).*missing.ts.*: correct it/)
    expect(stderr).not.toMatch(/granted|reaches/)
  }
})

test.each<[string, string[], number]>([
  ['an event that is no JSON', ['checkout', '--payload', '{'], 2],
  ['two events', ['checkout', '--payload', '{}', '--event', '-'], 2],
  ['a file that is not there', ['checkout', '--event', 'none.json'], 4],
  ['a function that does not build', ['broken'], 1],
])('refuses %s', async (_name, args, status) => {
  expect((await invoke(args)).status).toBe(status)
})

test('does not deploy to AWS', async () => {
  const { status, stderr } = await sallyport(
    {
      ...local,
      env: {
        ...local.env,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'AKIA',
        AWS_SECRET_ACCESS_KEY: 'x',
        AWS_ENDPOINT_URL: local.endpoint,
      },
    },
    ['invoke', 'plain'],
  )
  expect(status).toBe(2)
  expect(stderr).toContain('AWS_ENDPOINT_URL')
})
