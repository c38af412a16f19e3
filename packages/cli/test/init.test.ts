import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, type Place, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const enter = '\r'

let place: Place
beforeEach(() => {
  place = emptyPlace()
  onTestFinished(() => place.remove())
})

const read = (file: string) => readFileSync(join(place.cwd, file), 'utf8')

test('writes a declaration, a function and a package, and says what to type next', async () => {
  const { status, stdout, stderr } = await sallyport(place, ['init', 'shop', '--host', 'api.stripe.com'])
  expect(status, stderr).toBe(0)
  expect(stdout).toBe('wrote shop/src/secrets.ts\nwrote shop/src/handler.ts\nwrote shop/package.json\n')
  expect(stderr).toContain('cd shop')
  expect(stderr).toContain('sallyport put dev/stripe --kind api-key --local')
  expect(read('shop/src/secrets.ts')).toContain(
    "export const stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })\n",
  )
  expect(JSON.parse(read('shop/package.json'))).toMatchObject({ name: 'shop', type: 'module' })
})

test('keeps what is there, and writes nothing beside it', async () => {
  mkdirSync(join(place.cwd, 'src'))
  writeFileSync(join(place.cwd, 'src/secrets.ts'), '// mine\n')
  const { status, stdout, stderr } = await sallyport(place, ['init', '--kind', 'text'])
  expect(status).toBe(1)
  expect(stderr).toContain('src/secrets.ts is there already')
  expect(stdout).toContain("text('{stage}/first')")
  expect(read('src/secrets.ts')).toBe('// mine\n')
  expect(readdirSync(join(place.cwd, 'src'))).toEqual(['secrets.ts'])
})

test('leaves a package alone, also one above the folder', async () => {
  writeFileSync(join(place.cwd, 'package.json'), '{ "name": "mine" }')
  const { stdout } = await sallyport(place, ['init', 'functions/a', '--kind', 'text', '--json'])
  const output = expectPublished('init', stdout)
  expect(output).toMatchObject({ written: ['src/secrets.ts', 'src/handler.ts'], kept: [] })
  expect(read('package.json')).toBe('{ "name": "mine" }')
})

test.each([
  ['a kind without its host', ['--kind', 'login'], '--host'],
  ['a host that is a URL', ['--host', 'https://api.stripe.com'], '--host'],
  ['a name that AWS does not take', ['--host', 'a.example', '--name', "it's {here}"], '--name'],
  ['a path of a parameter without its slash', ['--host', 'a.example', '--parameter', '--name', 'a/b'], '--name'],
  ['a kind that is not known', ['--kind', 'planted'], '--kind'],
])('refuses %s, and writes nothing', async (_name, flags, named) => {
  const { status, stderr } = await sallyport(place, ['init', ...flags])
  expect(status).toBe(2)
  expect(stderr).toContain(named)
  expect(readdirSync(place.cwd)).toEqual([])
})

test('asks at a terminal', async () => {
  const session = atTerminal(place, ['init'])
  await session.until('What is the first secret?')
  session.type(`\x1b[B${enter}`)
  await session.until('To which host')
  session.type(`crm.example.com${enter}`)
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(read('src/secrets.ts')).toContain("login('{stage}/example', { hosts: ['crm.example.com'] })")
})

test('writes nothing after Ctrl-C', async () => {
  const session = atTerminal(place, ['init'])
  await session.until('What is the first secret?')
  session.type('\x03')
  expect((await session.ended).status).toBe(130)
  expect(existsSync(join(place.cwd, 'src'))).toBe(false)
})

describe('what was written', () => {
  let local: Running
  beforeAll(async () => {
    local = await runningLocal()
  })
  afterAll(() => local.stop())

  test.each([
    ['an API key', ['--host', 'api.stripe.com'], ['dev/stripe', '--kind', 'api-key'], 'sk_test_planted', 'stripe'],
    [
      'a login',
      ['--kind', 'login', '--host', 'crm.example.com', '--name', '{stage}/crm'],
      ['dev/crm', '--kind', 'login'],
      '{"username":"a","password":"planted"}',
      'crm',
    ],
    ['a parameter', ['--kind', 'text', '--parameter', '--name', '/{stage}/note'], ['/dev/note', '--parameter'], 'planted', 'note'],
  ])('compiles, and answers on loopback with %s', async (name, flags, stored, value, exported) => {
    const here = { ...local, cwd: join(local.cwd, name.replaceAll(' ', '-')) }
    mkdirSync(join(here.cwd, 'node_modules'), { recursive: true })
    symlinkSync(join(root, 'packages/sallyport'), join(here.cwd, 'node_modules/sallyport'), 'junction')
    await sallyport(here, ['init', ...flags])
    await sallyport(here, ['put', ...stored, '--local'], value)
    const { status, stdout, stderr } = await sallyport(here, ['invoke', 'src/handler.ts', '--local'])
    expect(status, stderr).toBe(0)
    expect(stdout).toBe(`"${exported} is [redacted]"\n`)
    const options = { module: 'nodenext', target: 'es2023', strict: true, noEmit: true, types: [], skipLibCheck: false }
    writeFileSync(join(here.cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }))
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', here.cwd])
  })
})
