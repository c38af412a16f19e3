import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lacks } from '../../../../test/platform.ts'
import { findLocalState, type LocalState, stateFileIn, writeLocalState } from './local-state.ts'
import { isLoopbackEndpoint } from './loopback-endpoint.ts'

const state: LocalState = {
  format: 1,
  endpoint: 'http://127.0.0.1:4566',
  region: 'eu-west-1',
  accountId: '123456789012',
  accessKeyId: 'AKIATEST',
  secretAccessKey: 'planted',
  controlToken: 'token',
  pid: 1,
  auth: 'enforce',
  data: null,
}

const hasNoModes = lacks('file modes')

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'sallyport-state-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

test('is found from any folder below', async () => {
  const root = await folder()
  const file = stateFileIn(join(root, '.sallyport'))
  await writeLocalState(file, state)
  await mkdir(join(root, 'a/b'), { recursive: true })
  expect(await findLocalState({ cwd: join(root, 'a/b'), env: {} })).toEqual({ state, file })
  expect((await readdir(join(root, '.sallyport'))).sort()).toEqual(['.gitignore', 'state.json'])
})

test.skipIf(hasNoModes)('is readable by its owner alone', async () => {
  const file = stateFileIn(await folder())
  await writeLocalState(file, state)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('is found by --data before SALLYPORT_LOCAL before the folders upward', async () => {
  const [here, named, flagged] = [await folder(), await folder(), await folder()]
  await writeLocalState(stateFileIn(join(here, '.sallyport')), state)
  await writeLocalState(stateFileIn(named), { ...state, region: 'us-west-1' })
  await writeLocalState(stateFileIn(flagged), { ...state, region: 'us-west-2' })
  expect((await findLocalState({ cwd: here, env: { SALLYPORT_LOCAL: named } })).state.region).toBe('us-west-1')
  expect((await findLocalState({ cwd: here, env: { SALLYPORT_LOCAL: named }, dataDir: flagged })).state.region).toBe('us-west-2')
})

test('is never replaced under a server that runs', async () => {
  const file = stateFileIn(await folder())
  await writeLocalState(file, state)
  await expect(writeLocalState(file, state)).rejects.toMatchObject({ code: 'ALREADY_RUNNING' })
})

test('says what to do when there is none', async () => {
  await expect(findLocalState({ cwd: await folder(), env: {} })).rejects.toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining('sallyport local start'),
  })
})

test.skipIf(hasNoModes)('is not believed when it came with a repository', async () => {
  const root = await folder()
  const file = stateFileIn(root)
  await writeFile(file, JSON.stringify(state), { mode: 0o644 })
  await chmod(file, 0o644)
  await refused(root, /mode 0600/)
  await rm(file)
  await writeFile(join(root, 'elsewhere.json'), JSON.stringify(state), { mode: 0o600 })
  await symlink(join(root, 'elsewhere.json'), file)
  await refused(root, /mode 0600/)
})

test('is not believed when it points elsewhere', async () => {
  const root = await folder()
  const file = stateFileIn(root)
  for (const endpoint of [
    'http://attacker.example',
    'https://127.0.0.1',
    'http://127.0.0.1@attacker.example',
    'http://127.0.0.1.attacker.example',
    'http://127.0.0.1/path',
  ]) {
    await writeFile(file, JSON.stringify({ ...state, endpoint }), { mode: 0o600 })
    await refused(root, /on loopback/)
  }
  for (const text of ['', '{', '[]', '{}']) {
    await writeFile(file, text)
    await refused(root, /on loopback/)
  }
})

const refused = (dataDir: string, expected: RegExp) => expect(findLocalState({ cwd: dataDir, env: {}, dataDir })).rejects.toThrow(expected)

test('knows the addresses that stay on this machine', () => {
  for (const endpoint of ['http://127.0.0.1:1', 'http://127.9.9.9:1', 'http://localhost:4566', 'http://[::1]:4566/'])
    expect(isLoopbackEndpoint(endpoint)).toBe(true)
  for (const endpoint of [
    '',
    'x',
    'ftp://127.0.0.1',
    'http://128.0.0.1',
    'http://localhost.example',
    'http://0.0.0.0:1',
    'http://u:p@127.0.0.1',
  ])
    expect(isLoopbackEndpoint(endpoint)).toBe(false)
})
