import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'

let local: Running
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-seed-'))
  const seed = join(folder, 'seed.json')
  const secrets = [{ name: 'database-login', json: { username: 'admin', password: 'planted' }, owningService: 'rds' }]
  writeFileSync(seed, JSON.stringify({ secrets }))
  local = await runningLocal(['--memory', '--seed', seed])
})
afterAll(async () => {
  await local.stop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (args: readonly string[], input = '') => sallyport(local, [...args, '--local'], input)

test('a secret that AWS says a service owns is refused to be changed, whatever its name', async () => {
  for (const [args, input] of [
    [['put', 'database-login'], 'value'],
    [['put', 'database-login', '--field', 'password'], 'value'],
    [['rollback', 'database-login'], ''],
    [['delete', 'database-login'], ''],
    [['delete', 'database-login', '--force', '--confirm', 'database-login'], ''],
  ] as const) {
    const { status, stdout, stderr } = await run(args, input)
    expect([status, stdout], args.join(' ')).toEqual([2, ''])
    expect(stderr).toContain('secret database-login is owned by the service rds, which alone changes and deletes it')
  }
})

test('it is read, described and listed as such', async () => {
  expect((await run(['get', 'database-login', '--field', 'username', '--reveal'])).stdout).toBe('admin')
  expect((await run(['describe', 'database-login'])).stdout).toContain('owned by\trds\n')
  expect((await run(['list'])).stdout).toMatch(/^database-login\tsecret, owned by rds\t/)
})

test('an import goes on with the others', async () => {
  const { status, stdout } = await run(['import', '-', '--prefix', '', '--overwrite', '--yes'], 'database-login=planted\nother=planted\n')
  expect(status).toBe(1)
  expect(stdout).toMatch(/^database-login\tdatabase-login\trefused: .* owned by the service rds.*\nother\tother\tstored\n$/)
})
