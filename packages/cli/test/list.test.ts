import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { bin, emptyPlace, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { atTerminal } from './running/pseudo-terminal.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  for (let number = 0; number < 103; number += 1)
    await local.secrets.createSecret({ Name: `many/${String(number).padStart(3, '0')}`, SecretString: 'planted' })
  for (let number = 0; number < 52; number += 1)
    await local.parameters.putParameter({ Name: `/many/${String(number).padStart(3, '0')}`, Value: 'planted', Type: 'SecureString' })
  await local.parameters.putParameter({ Name: '/plain', Value: 'not a secret', Type: 'String' })
})
afterAll(() => local.stop())

test('says what to do when nothing is stored', async () => {
  const empty = await runningLocal()
  onTestFinished(() => empty.stop())
  const { status, stdout, stderr } = await sallyport(empty, ['list', '--local'])
  expect([status, stdout]).toEqual([0, ''])
  expect(stderr).toContain('sallyport put NAME')
})

test('refuses a region that is none, in words', async () => {
  const { status, stderr } = await sallyport(local, ['list', '--local', '--region', 'x y'])
  expect(status).toBe(2)
  expect(stderr).toMatch(/the region is not .*: give --region a name/)
})

test('lists secrets and parameters over every page, by name, never with a value', async () => {
  const { status, stdout, stderr } = await sallyport(local, ['list', '--local', '--json'])
  expect(status, stderr).toBe(0)
  const { secrets } = JSON.parse(stdout)
  const names: string[] = secrets.map(({ name }: { name: string }) => name)
  expect(names).toHaveLength(155)
  expect(names).toEqual([...names].sort())
  expect(stdout).not.toContain('planted')
  expect((await sallyport(local, ['list', 'many/00', '--local'])).stdout.split('\n')[0]).toMatch(/^many\/000\tsecret\t\d{4}-/)
})

test('aligns columns under their names at a terminal', async () => {
  const session = atTerminal(local, ['list', 'many/00', '--local'])
  expect((await session.ended).status).toBe(0)
  expect(session.drawn()).toMatch(/NAME +TYPE +CHANGED AT/)
  expect(session.drawn()).toContain('\x1b[2m') // dim, whom it talks to
})

test('draws no colour with NO_COLOR', async () => {
  const session = atTerminal({ ...local, env: { ...local.env, NO_COLOR: '1' } }, ['list', 'many/00', '--local'])
  await session.ended
  expect(session.drawn()).toContain('many/000')
  expect(session.drawn()).not.toContain('\x1b[')
})

test.skipIf(lacks('a POSIX shell'))('ends quietly when its reader leaves early', async () => {
  const line = `"${process.execPath}" "${bin}" list --local --quiet 2>errors | head -n 1; cat errors`
  const child = spawn('sh', ['-c', line], { cwd: local.cwd, env: local.env })
  expect((await buffer(child.stdout)).toString()).toBe(`/many/000\tSecureString\t${await firstChange()}\n`)
})

async function firstChange(): Promise<string> {
  const { stdout } = await sallyport(local, ['list', '/many/000', '--local', '--json'])
  return JSON.parse(stdout).secrets[0].changedAt
}

test('says that nothing runs on loopback, and how to start it', async () => {
  const elsewhere = emptyPlace()
  const { status, stderr } = await sallyport(elsewhere, ['list', '--local'])
  elsewhere.remove()
  expect(status).toBe(5)
  expect(stderr).toContain('sallyport local start')
})
