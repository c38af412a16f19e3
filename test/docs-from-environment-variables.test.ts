// Follows docs/from-environment-variables.md word by word, in a copy of examples/existing, with packed packages and at a terminal.
import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { npm } from '../examples/demo/npm.ts'
import { screenOf } from '../scripts/screens/terminal.mjs'
import { blocksOf, linesOf, root, textOf } from './documents.ts'
import { lacks } from './platform.ts'

const page = 'docs/from-environment-variables.md'
const mostCommands = 6
const exec = promisify(execFile)
const enter = '\r'

let folder: string
let project: string
let env: Record<string, string>
const api = createServer((request, response) => {
  const { 'x-api-key': key, 'x-chat-token': token } = request.headers
  const isKnown = key === 'weather-existing-71HcRd5s' || token === 'chat-existing-9pQ2vKx7' // of the example's seed
  response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify({ asked: request.url }))
})

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-from-variables-')))
  project = join(folder, 'shop')
  const cache = await npm(root, 'config', 'get', 'cache') // a home of its own, but not every package downloaded again
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|SALLYPORT_|npm_|CI$|NODE_(?!EXTRA_CA_CERTS)|VITEST)/.test(name))
  env = {
    ...Object.fromEntries(inherited.map(([name, value]) => [name, value ?? ''])),
    HOME: join(folder, 'home'),
    npm_config_cache: cache.trim(),
  }
  await mkdir(join(folder, 'home'))
  await cp(join(root, 'examples', 'existing'), project, { recursive: true, filter: (file) => !file.includes('node_modules') })
  await new Promise<void>((listening) => api.listen(0, '127.0.0.1', listening))
  const { port } = api.address() as AddressInfo // a TCP server that listens has a port
  await edited('template.yaml', 'https://api.shop.example', `http://127.0.0.1:${port}`)
  await writeFile(join(project, '.gitignore'), 'node_modules\n')
  for (const args of [
    ['init', '-q', '.'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'as it was'],
  ])
    await git(...args)
})

afterAll(async () => {
  const bin = join(root, 'packages/sallyport/bin/sallyport.mjs')
  await exec(process.execPath, [bin, 'local', 'stop'], { cwd: project, env }).catch(() => {}) // it may not have come to a start
  await new Promise((closed) => api.close(closed))
  await rm(folder, { recursive: true, force: true })
})

test.skipIf(lacks('a POSIX shell'))(
  'who has keys in variables gets by six commands to functions that read granted secrets',
  async () => {
    const lines = linesOf(blocksOf(page))
    expect(lines.length).toBeLessThanOrEqual(mostCommands)
    const [pack, install, start, adopt = '', again = '', invoke = '', ...others] = lines
    expect(others).toEqual([])
    const [shown, byHand] = blocksOf(page).filter(({ language }) => language === 'text')
    const [charge, forecast] = blocksOf(page).filter(({ language }) => language === 'diff')

    const began = performance.now()
    expect(pack).toBe('npm run pack -- ../packed')
    await typed(`npm run pack -- ${join(folder, 'packed')}`, root) // which is beside the project, and not beside this clone
    await typed(`${install} --no-audit --no-fund`, project)
    await typed(`${start} --port 0`, project) // the page's port may be taken here
    await git('add', '-A')
    await git('commit', '-q', '-m', 'sallyport is installed')

    const first = await atTerminal(adopt, [
      ['Is that where they go?', enter],
      ['value of ARCHIVE_PASSWORD', `archive-of-the-page${enter}`],
      ['Go on?', 'y'],
    ])
    expect(first.status).toBe(1) // one is left to a person
    for (const line of [...linesIn(shown?.text), ...linesIn(byHand?.text)]) expect(first.screen).toContain(line)
    expect(first.screen).toContain(charge?.text)
    expect(first.screen).not.toContain('archive-of-the-page')

    const copy = join(folder, 'taken-back') // the page goes on with what is adopted
    await cp(project, copy, { recursive: true, filter: (file) => !/[\\/](node_modules|\.sallyport)$/.test(file) })
    expect(await inline('git clean -n src', copy)).toBe('Would remove src/secrets.cjs\nWould remove src/secrets.ts\n')
    for (const line of ['git checkout .', 'git clean -f src']) await inline(line, copy)
    expect(await typed('git status --porcelain', copy)).toBe('')

    await git('add', '-A')
    await git('commit', '-q', '-m', 'adopted')
    const [before, after] = ['-', '+'].map((sign) =>
      linesIn(forecast?.text).flatMap((line) => (line.startsWith(sign) || line.startsWith(' ') ? line.slice(1) : [])),
    )
    await edited('src/forecast.ts', before?.join('\n') ?? '', after?.join('\n') ?? '')
    const second = await atTerminal(again, [
      ['Is that where they go?', enter],
      ['Go on?', 'y'],
    ])
    expect(second.status, second.screen).toBe(0)

    expect((await typed(invoke, project)).trim()).toBe('{"asked":"/weather/monday"}')
    const notify = await inline(`npx sallyport invoke Notify --local --payload '{"order": "7"}'`, project)
    expect(notify.trim()).toBe('{"asked":"/messages"}')
    const compared = await inline('npx sallyport grant Forecast', project, '2>&1')
    expect(textOf(page)).toContain('"template.yaml shows no difference"')
    expect(compared).toContain('template.yaml shows no difference\n')
    const seconds = (performance.now() - began) / 1000
    process.stderr.write(
      `${page}: from keys in variables to a granted function in ${seconds.toFixed(0)} s, packing and installing included\n`,
    )

    const template = await readFile(join(project, 'template.yaml'), 'utf8')
    expect(template).not.toMatch(/PAYMENTS_API_KEY|CHAT_TOKEN|WEATHER_KEY|ARCHIVE_PASSWORD|resolve:/)
    expect((await typed('npx sallyport adopt --local --dry-run', project)).trim()).toBe(
      'no secret is found in the variables of the functions',
    )
  },
  300_000,
)

test('every flag of the page is one that the command has', async () => {
  const { adoptCommand } = await import('../packages/cli/src/commands/adopt.ts')
  const flags = Object.keys(adoptCommand.flags).map((name) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`))
  const table = [...textOf(page).matchAll(/^\| `--([a-z-]+)/gm)].map(([, name]) => name)
  expect(flags.sort()).toEqual([...new Set([...table, 'skip'])].sort())
})

/** Types a line that the page has in its text. */
function inline(line: string, cwd: string, redirection = ''): Promise<string> {
  expect(textOf(page)).toContain(`\`${line}\``)
  return typed(`${line} ${redirection}`, cwd)
}

const linesIn = (text = '') => text.split('\n').filter((line) => line !== '')

async function edited(file: string, before: string, after: string): Promise<void> {
  const text = await readFile(join(project, file), 'utf8')
  expect(text).toContain(before)
  await writeFile(
    join(project, file),
    text.replace(before, () => after),
  )
}

async function git(...args: readonly string[]): Promise<void> {
  await exec('git', ['-c', 'user.name=shop', '-c', 'user.email=shop@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: project })
}

function atTerminal(line: string, answers: readonly [string, string][]) {
  return screenOf('sh', ['-c', line], { cwd: project, env, answers })
}

/** Runs a line as a shell would, and gives its standard output. */
function typed(line: string | undefined, cwd: string): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(line ?? 'false', { cwd, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('exit', (code) => (code === 0 ? done(stdout) : failed(new Error(`${line} ended with ${code}: ${stdout}${stderr}`))))
  })
}
