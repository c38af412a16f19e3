import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

let local: Running
beforeAll(async () => {
  local = await runningLocal()
})
afterAll(() => local.stop())

const files = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { sallyport: '*', valibot: '*' },
    devDependencies: { '@sallyport/local': '*', '@sallyport/cli': '*' },
  }),
  'sallyport.config.ts': `export default { functions: { shop: { entry: 'src/handler.ts' } } }`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023'],
      types: ['node'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
      noUnusedLocals: true,
    },
    include: ['src'],
  }),
  'src/secrets.ts': `// the shop's secrets
import { apiKey, binary, json, login, text } from 'sallyport'
import * as v from 'valibot'

export const stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'], header: 'x-api-key', ttlSeconds: 60 })
export const crm = /* @__PURE__ */ login('{stage}/crm', { hosts: ['crm.example.com'], fields: { username: 'user' } })
export const note = /* @__PURE__ */ text({ parameter: '/{stage}/note' })
export const noteBefore = /* @__PURE__ */ text({ parameter: '/{stage}/note' }, { versionId: '1' })
export const tokenBefore = /* @__PURE__ */ text('{stage}/token', { versionStage: 'AWSPREVIOUS' })
export const database = /* @__PURE__ */ json('{stage}/database', v.object({ host: v.string(), port: v.number() }))
export const keystore = /* @__PURE__ */ binary('{stage}/keystore')
`,
  'src/handler.ts': `import { load, type Secret, withSecrets } from 'sallyport'
import { crm, database, keystore, note, noteBefore, stripe, tokenBefore } from './secrets.js'

const shown = (secret: Secret<string>) => \`\${secret} \${JSON.stringify({ secret })}\`

export const handler = withSecrets([stripe, note], async (event: { api: string }) => {
  await load(crm)
  const before = stripe.peek()?.reveal()
  const asKey = await (await stripe.fetch(\`\${event.api}/key\`, { json: { a: 1 } })).json()
  const asLogin = await (await crm.fetch(\`\${event.api}/login\`)).text()
  const refused = await stripe.fetch('https://api.stripe.com.evil.example/').catch((error: unknown) => String(error))
  const port = await database.use(({ port }) => port)
  const bytes = (await keystore.get()).reveal()
  const again = (await stripe.get()).reveal()
  const versions = [(await noteBefore.get()).reveal(), (await tokenBefore.get()).reveal()]
  const same = [(await note.get()).equals(await note.get()), (await note.get()).equals(await noteBefore.get())]
  const user = (await crm.get()).pick('username').use((name) => name.length)
  return { versions, same, user, shown: shown(await note.get()), note: (await note.get()).reveal(), asKey, asLogin, refused, port, bytes: [...bytes], before, again }
})
`,
}

function project(name: string, changed: Readonly<Record<string, string>> = {}) {
  const cwd = join(local.cwd, name)
  mkdirSync(join(cwd, 'src'), { recursive: true })
  mkdirSync(join(cwd, 'node_modules'))
  for (const [file, text] of Object.entries({ ...files, ...changed })) writeFileSync(join(cwd, file), text)
  symlinkSync(join(root, 'packages/sallyport'), join(cwd, 'node_modules/sallyport'), 'junction')
  for (const each of ['valibot', '@aws-sdk', '@types', '@smithy'])
    symlinkSync(join(root, 'node_modules', each), join(cwd, 'node_modules', each), 'junction')
  return { ...local, cwd, read: (file: string) => readFileSync(join(cwd, file), 'utf8') }
}

const compile = (cwd: string) =>
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', cwd], { encoding: 'utf8' }).stdout

test('shows what would be written, and writes nothing', async () => {
  const shop = project('shown')
  const { status, stdout, stderr } = await sallyport(shop, ['eject'])
  expect(status, stderr).toBe(0)
  expect(stdout).toContain('+++ b/src/plain-secrets.ts')
  expect(stdout).toContain(
    "-import { load, type Secret, withSecrets } from 'sallyport'\n+import { load, type Secret, withSecrets } from './plain-secrets.js'",
  )
  expect(shop.read('src/handler.ts')).toBe(files['src/handler.ts'])
  const output = expectPublished('eject', (await sallyport(shop, ['eject', '--json'])).stdout)
  expect(output).toMatchObject({
    file: 'src/plain-secrets.ts',
    notEjected: [],
    written: false,
    packages: ['@aws-sdk/client-secrets-manager', '@aws-sdk/client-ssm'],
  })
})

describe('once written, with sallyport uninstalled', () => {
  let shop: ReturnType<typeof project>
  let before: unknown
  let api: string
  /** What the external API takes; changed while the function runs. */
  let key = 'first-key'
  const server = createServer((request, response) => {
    if (request.headers['x-api-key'] !== key && request.url === '/key') response.statusCode = 401
    response.end(
      JSON.stringify({ key: request.headers['x-api-key'], authorization: request.headers.authorization, method: request.method }),
    )
  })
  const invoke = async () => {
    const { status, stdout, stderr } = await sallyport(shop, ['invoke', 'shop', '--local', '--payload', JSON.stringify({ api })])
    expect(status, stderr).toBe(0)
    return JSON.parse(stdout) as Record<string, unknown>
  }
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    api = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // of a TCP server
    shop = project('written')
    await sallyport(shop, ['put', 'dev/stripe', '--kind', 'api-key', '--local'], 'first-key')
    await sallyport(shop, ['put', 'dev/crm', '--kind', 'login', '--local'], '{"user":"ann","password":"word"}')
    await sallyport(shop, ['put', '/dev/note', '--parameter', '--local'], 'a first note')
    await sallyport(shop, ['put', '/dev/note', '--parameter', '--local'], 'a note')
    await sallyport(shop, ['put', 'dev/token', '--kind', 'text', '--local'], 'a first token')
    await sallyport(shop, ['put', 'dev/token', '--kind', 'text', '--local'], 'a token')
    await sallyport(shop, ['put', 'dev/database', '--kind', 'json', '--local'], '{"host":"db","port":5432}')
    await sallyport(shop, ['put', 'dev/keystore', '--kind', 'binary', '--local'], Uint8Array.of(0, 255, 1))
    before = await invoke()
    const written = await sallyport(shop, ['eject', '--write'])
    expect(written.status, written.stderr).toBe(0)
    expect(written.stderr).toMatch(
      /next:\n {2}sallyport local stop\n {2}npm uninstall @sallyport\/cli @sallyport\/local sallyport\n {2}npm install @aws-sdk\/client-secrets-manager @aws-sdk\/client-ssm\n/,
    )
    rmSync(join(shop.cwd, 'node_modules/sallyport'))
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test('it compiles under strict settings, and no file but the configuration names the package', () => {
    expect(compile(shop.cwd)).toBe('')
    expect(shop.read('src/secrets.ts')).toBe(files['src/secrets.ts'].replace("'sallyport'", "'./plain-secrets.js'"))
    for (const file of ['src/secrets.ts', 'src/handler.ts', 'src/plain-secrets.ts']) expect(shop.read(file)).not.toMatch(/from 'sallyport/)
  })

  test('it answers as before, under the same grant', async () => {
    // the grants of before: what reads without sallyport has no reach of its own
    const { status, stdout, stderr } = await sallyport(shop, [
      'invoke',
      'shop',
      '--local',
      '--no-grant',
      '--payload',
      JSON.stringify({ api }),
    ])
    expect(status, stderr).toBe(0)
    const after = JSON.parse(stdout) as Record<string, unknown>
    expect(after).toEqual({ ...(before as object), refused: 'Error: the secret may not go to api.stripe.com.evil.example' })
    expect(after).toMatchObject({
      shown: '[redacted] {"secret":"[redacted]"}',
      note: 'a note',
      versions: ['a first note', 'a first token'],
      same: [true, false],
      user: 3,
      asKey: { key: 'first-key', method: 'POST' },
      port: 5432,
      bytes: [0, 255, 1],
    })
    expect(String(after['asLogin'])).toContain(`Basic ${Buffer.from('ann:word').toString('base64')}`)
  })

  test('it reads a replaced key anew after a 401, and sends the request once more', async () => {
    key = 'second-key'
    await sallyport(shop, ['put', 'dev/stripe', '--kind', 'api-key', '--local'], 'second-key')
    const { stdout } = await sallyport(shop, ['invoke', 'shop', '--local', '--no-grant', '--payload', JSON.stringify({ api })])
    expect(JSON.parse(stdout)).toMatchObject({ before: 'first-key', asKey: { key: 'second-key' }, again: 'second-key' })
  })
})

test('names what it has no plain form for, and writes nothing then', async () => {
  const shop = project('not-ejected', {
    'src/other.ts': `import { apiKey, onEvent } from 'sallyport'
import * as all from 'sallyport'
export const customers = apiKey('{stage}/customers/{id}')
onEvent(() => all)
`,
    'src/using.ts': `import { stripe } from './secrets.js'
export const read = () => stripe.get({ signal: AbortSignal.timeout(1000) })
`,
  })
  const { status, stderr } = await sallyport(shop, ['eject', '--write'])
  expect(status).toBe(1)
  for (const named of [
    'src/other.ts:1: onEvent',
    'src/other.ts:2: sallyport imported as a whole',
    'src/other.ts:3: the family {stage}/customers/{id}',
    'src/using.ts:2: get with options has no plain form here',
  ])
    expect(stderr).toContain(named)
  expect(shop.read('src/handler.ts')).toBe(files['src/handler.ts'])
})

test('never writes over a file that is not its own, and takes another', async () => {
  const shop = project('taken', { 'src/plain-secrets.ts': '// mine\n' })
  expect(await sallyport(shop, ['eject', '--write'])).toMatchObject({ status: 1, stderr: expect.stringContaining('--out') })
  expect(shop.read('src/plain-secrets.ts')).toBe('// mine\n')
  expect((await sallyport(shop, ['eject', '--write', '--out', 'src/aws/plain.ts'])).status).toBe(0)
  expect(shop.read('src/secrets.ts')).toContain("from './aws/plain.js'")
})

test('takes no file that is neither TypeScript nor JavaScript', async () => {
  expect(await sallyport(project('another-ending'), ['eject', '--out', 'src/plain.txt'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('src/plain.txt is neither TypeScript nor JavaScript by its name: end --out in .ts, .mjs or .cjs'),
  })
})

test('tells of a file in JavaScript that would import TypeScript', async () => {
  const mixed = project('mixed', { 'src/plain.cjs': "const { load } = require('sallyport')\nexports.load = load\n" })
  const { status, stderr } = await sallyport(mixed, ['eject'])
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringContaining('src/plain.cjs is JavaScript: it imports TypeScript then'),
  })
})

test('colours the difference at a terminal', async () => {
  const shop = project('coloured')
  const session = atTerminal(shop, ['eject'])
  expect((await session.ended).status).toBe(0)
  expect(session.drawn()).toContain('\x1b[32m+import { load')
})

test('takes no argument', async () => {
  expect((await sallyport(local, ['eject', 'checkout'])).status).toBe(2)
})
