// Takes a project as people have it through `adopt`: from keys in variables to functions that read granted secrets.
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandPlace, sallyport, sallyportJson } from '../demo/sallyport-command.ts'
import { existing, existingProject, git } from './existing-project.ts'
import { credentials, type ShopApi, startShopApi } from './shop-api.ts'

/** The functions with the event that each is sent, and the variables that CloudFormation would have filled. */
const functions = [
  ['Charge', 'src/charge.ts', { order: '7' }, { PAYMENTS_API_KEY: credentials.payments }, '/charges/7'],
  ['Notify', 'src/notify.js', { order: '7' }, { CHAT_TOKEN: credentials.chat }, '/messages'],
  ['Forecast', 'src/forecast.ts', { day: 'monday' }, { WEATHER_KEY: credentials.weather }, '/weather/monday'],
  ['Archive', 'src/archive.ts', { day: 'monday' }, { ARCHIVE_USER: 'shop', ARCHIVE_PASSWORD: credentials.archive }, '/archive/monday'],
  ['Report', 'src/report.ts', { month: 'may' }, { REPORT_SECRET_NAME: 'shop/report' }, '/reports/may'],
] as const

let folder: string
let api: ShopApi
let place: CommandPlace
let loopback: Record<string, string>

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-existing-')))
  api = await startShopApi()
  await existingProject(join(folder, 'shop'), api.url)
  const own = { XDG_CONFIG_HOME: join(folder, 'configuration'), SALLYPORT_LOCAL: join(folder, 'aws') }
  place = { cwd: join(folder, 'shop'), env: { PATH: process.env['PATH'], HOME: folder, ...own }, printed: [] }
  await done(['local', 'start', '--detach', '--memory', '--port', '0', '--seed', join(existing, 'seed.json')])
  loopback = await sallyportJson<Record<string, string>>(['local', 'env'], { ...place, printed: [] })
}, 120_000)

afterAll(async () => {
  if (place !== undefined) await sallyport(['local', 'stop'], place)
  await api?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function done(args: readonly string[], input = ''): Promise<string> {
  const { status, stdout, stderr } = await sallyport(args, place, { input })
  expect(status, `sallyport ${args.join(' ')}: ${stdout}${stderr}`).toBe(0)
  return stdout + stderr
}

const read = (file: string) => readFile(join(place.cwd, file), 'utf8')
let difference = ''

describe('before, with keys in variables', () => {
  test.each(functions)('%s gets through', async (_name, entry, event, variables, path) => {
    expect(await invokedWith(entry, event, { ...variables, SHOP_API_URL: api.url })).toEqual({ done: path })
  })
})

test('adopt stores what was in the template, and changes template and code as it has shown', async () => {
  const adopted = await sallyportJson<{ difference: string; byHand: { file: string; line: number; advice: string }[]; written: string[] }>(
    ['adopt', '--local', '--yes', '--values', '-'],
    place,
    { input: `ArchivePassword=${credentials.archive}\n`, expected: 1 },
  )
  expect(adopted.written.sort()).toEqual([
    'src/archive.ts',
    'src/charge.ts',
    'src/notify.js',
    'src/secrets.cjs',
    'src/secrets.ts',
    'template.yaml',
  ])
  expect(adopted.byHand).toEqual([
    { file: 'src/forecast.ts', line: 5, variable: 'WEATHER_KEY', advice: expect.stringContaining('(await weatherKey.get()).reveal()') },
  ])
  difference = adopted.difference
})

test('git tells the same difference, but for the values', async () => {
  await git(place.cwd, 'add', '--intent-to-add', '-A')
  const changed = (text: string) => text.split('\n').filter((line) => /^[+-](?![+-]{2} )/.test(line))
  const shown = changed(difference)
  const byGit = changed(await git(place.cwd, 'diff')).map((line) => line.replace(credentials.payments, '[value]'))
  expect(byGit.sort()).toEqual(shown.sort())
})

test('what is read with a default is left to a person, keeps its variable until then, and goes when it is changed', async () => {
  expect(await read('template.yaml')).toContain('WEATHER_KEY')
  const source = await read('src/forecast.ts')
  const changed = source.replace("process.env.WEATHER_KEY ?? ''", '(await weatherKey.get()).reveal()')
  await writeFile(join(place.cwd, 'src/forecast.ts'), `import { weatherKey } from './secrets'\n${changed}`)
  await git(place.cwd, 'add', '-A')
  await git(place.cwd, 'commit', '-q', '-m', 'adopted')
  await done(['adopt', '--local', '--yes'])
  expect(await read('template.yaml')).not.toMatch(/PAYMENTS_API_KEY|CHAT_TOKEN|WEATHER_KEY|ARCHIVE_PASSWORD|resolve:/)
  expect(await done(['adopt', '--local'])).toContain('no secret is found')
})

describe('after, with nothing but granted reads', () => {
  test.each(functions)('%s gets through', async (name, _entry, event, _variables, path) => {
    const { payload } = await sallyportJson<{ payload: string }>(['invoke', name, '--local', '--payload', JSON.stringify(event)], place)
    expect(JSON.parse(payload)).toEqual({ done: path })
  })

  test('each role reads its own secrets and no other, Powertools its own as before', async () => {
    const template = await read('template.yaml')
    expect(resourcesOf(template, 'Charge')).toEqual([`secret:\${Stage}/charge/payments-api-key-??????`])
    expect(resourcesOf(template, 'Notify')).toEqual(['secret:shop/chat-??????'])
    expect(resourcesOf(template, 'Forecast')).toEqual(['parameter/shop/weather/key'])
    expect(resourcesOf(template, 'Archive')).toEqual([`secret:\${Stage}/archive/archive-password-??????`])
    expect(resourcesOf(template, 'Report')).toEqual(['secret:shop/report-??????'])
  })

  test('the code compiles', async () => {
    const { status, output } = await ran([createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', place.cwd], place.env)
    expect(output).toBe('')
    expect(status).toBe(0)
  })

  test('no value is in a file of the project, nor was one printed', async () => {
    const forms = Object.values(credentials).flatMap((value) => [value, Buffer.from(value).toString('base64'), encodeURIComponent(value)])
    const files = await readdir(place.cwd, { recursive: true, withFileTypes: true })
    const own = files.filter((each) => each.isFile() && !/[\\/](?:\.git|node_modules)(?:[\\/]|$)/.test(join(each.parentPath, 'x')))
    const texts = await Promise.all(own.map((each) => readFile(join(each.parentPath, each.name), 'utf8')))
    expect(own.length).toBeGreaterThan(9)
    for (const each of [...texts, ...place.printed]) for (const form of forms) expect(each.includes(form)).toBe(false)
  })
})

test('git takes all of it back', async () => {
  await git(place.cwd, 'checkout', '-q', 'HEAD~1', '--', '.')
  expect(await read('template.yaml')).toContain(credentials.payments)
  expect(await read('src/charge.ts')).toContain('process.env.PAYMENTS_API_KEY')
})

/** The resources of the statements in a function's part of the template, without what stands before their names. */
function resourcesOf(template: string, name: string): string[] {
  const [, part = ''] = new RegExp(`^  ${name}:\\n((?:(?:    .*)?\\n)+)`, 'm').exec(template) ?? []
  return [...part.matchAll(/arn:\$\{AWS::Partition\}:\w+:\$\{AWS::Region\}:\$\{AWS::AccountId\}:([^\s"]+)/g)].map(
    ([, resource = '']) => resource,
  )
}

/** Runs a function as Lambda would, with variables in its environment; the AWS SDK in it goes to loopback as the administrator. */
async function invokedWith(entry: string, event: object, variables: Readonly<Record<string, string>>): Promise<unknown> {
  const outfile = join(folder, 'before', `${entry.replaceAll('/', '-')}.cjs`)
  await build({
    entryPoints: [join(place.cwd, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  })
  const program = `require(${JSON.stringify(outfile)}).handler(${JSON.stringify(event)}).then((answer) => console.log(JSON.stringify(answer)))`
  const { status, output } = await ran(['-e', program], { ...place.env, ...loopback, ...variables, NODE_NO_WARNINGS: '1' })
  expect(status, output).toBe(0)
  return JSON.parse(output)
}

async function ran(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, args, { cwd: dirname(place.cwd), env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  const status = await ended
  return { status, output: status === 0 ? output : output + errors }
}
