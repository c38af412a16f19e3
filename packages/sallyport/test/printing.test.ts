// A value that was read, in every way of Node's own to print, serialise or hand on what holds it; each process's whole output is looked
// through. The same ways are tried on what hides nothing, so that a way that shows nothing of anything would be noticed.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeAws, fakeAws, type Reply, type Seen } from './fake-aws.ts'
import { type Node, nodes } from './nodes.ts'
import { partsOf, shows } from './printing/leaks.ts'

// As fixtures/printing/subjects.mjs has it
const value = '471108154242429'

const stored: Readonly<Record<string, Reply>> = {
  text: { body: { SecretString: value, VersionId: 'v1' } },
  login: { body: { SecretString: JSON.stringify({ username: 'ada', password: value }), VersionId: 'v1' } },
  bytes: { body: { SecretBinary: Buffer.from(value).toString('base64'), VersionId: 'v1' } },
}
const reply = ({ input }: Seen): Reply => stored[String(input['SecretId'])] ?? 'drop'

let aws: FakeAws
let library: string

beforeAll(async () => {
  aws = await fakeAws(reply)
  library = join(await mkdtemp(join(tmpdir(), 'sallyport-printing-')), 'index.mjs')
  await build({
    input: join(import.meta.dirname, '..', 'src', 'index.ts'),
    platform: 'node',
    output: { file: library },
    logLevel: 'silent',
  })
})

afterAll(async () => {
  await aws?.close()
  await rm(dirname(library), { recursive: true })
})

/** What a fixture is run with: real secrets, or what hides nothing. */
type Which = 'secrets' | 'open' | 'open text'

/** All that a fixture prints. */
async function printed(node: Node, which: Which, fixture: string, args: readonly string[] = [], flags: readonly string[] = []) {
  const file = join(import.meta.dirname, 'fixtures', fixture)
  return await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      node.program,
      [...flags, file, ...args, which, library],
      { env: aws.env, encoding: 'latin1', maxBuffer: 2 ** 29 },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    )
  })
}

async function waysThatShow(node: Node, which: Which) {
  const { stdout, stderr } = await printed(node, which, 'printing/show-all.mjs')
  const parts = [...partsOf(stdout), ...partsOf(stderr)]
  expect(stderr.slice(-1_000)).toContain('@@@the end@@@') // else it says why it ended before
  const shown = parts.filter(({ text }) => shows(text, value))
  return { tried: new Set(parts.map(({ way }) => way)), shown, ways: new Set(shown.map(({ way }) => way)) }
}

/** Ways that show nothing of anything: they would show what a secret itself gives away, or what another Node shows. */
const looksForHoles = [
  'the end',
  'its own method for util.inspect',
  'util.inspect after replacing what it asks',
  'setters and getters that others have put on every object',
  'settings of node:http2',
  'inspect and JSON of its constructor',
  'inspect and JSON of a bound function',
  'inspect and JSON of a generator',
  'inspect and JSON of a WeakRef',
  'inspect and JSON of a timer',
]

const ends: readonly (readonly [end: string, ...flags: string[]])[] = [
  ['thrown'],
  ['thrown', '--trace-uncaught'],
  ['thrown', '--report-uncaught-exception', '--report-filename=stderr', '--report-exclude-network'],
  ['thrown in an error'],
  ['thrown in an AggregateError'],
  ['thrown and seen by a monitor'],
  ['rejected'],
  ['rejected', '--unhandled-rejections=strict'],
  ['rejected', '--unhandled-rejections=warn'],
  ['rejected in an error'],
  ['rejected in an error', '--unhandled-rejections=warn', '--trace-warnings'],
  ['an error event'],
  ['an error event with an object'],
  ['an abort'],
  ['a failed assertion'],
  ['a warning', '--trace-warnings'],
  ['an error of a worker'],
  ['testing', '--test-reporter=spec'],
  ['testing', '--test-reporter=tap'],
  ['testing', '--test-reporter=junit'],
]

const endings = ends.map(([end, ...flags]) => ({ title: [end, ...flags].join(' '), end, flags }))

describe.each(nodes())('on Node $version', (node) => {
  test('no way of printing, serialising or handing on shows a value that was read', async () => {
    const { tried, shown } = await waysThatShow(node, 'secrets')
    expect(shown.map(({ way, subject, text }) => `${subject}: ${way}: ${text.slice(0, 200)}`)).toEqual([])
    expect(tried.size).toBeGreaterThan(100)
  })

  test('every one of these ways shows what hides nothing', async () => {
    const { tried, ways } = await waysThatShow(node, 'open')
    expect([...tried].filter((way) => !ways.has(way) && !looksForHoles.includes(way))).toEqual([])
  })

  test.each(endings)('what Node prints of what was not caught shows no value: $title', async ({ end, flags }) => {
    const { stdout, stderr } = await printed(node, 'secrets', 'printing/show-at-the-end.mjs', [end], flags)
    expect(shows(stdout + stderr, value)).toBe(false)
  })
})

test.each(endings)('what Node prints of what was not caught shows what hides nothing: $title', async ({ end, flags }) => {
  const [node] = nodes(() => undefined) // the running one
  const printings = (['open', 'open text'] as const).map(
    (which) => node && printed(node, which, 'printing/show-at-the-end.mjs', [end], flags),
  )
  const texts = (await Promise.all(printings)).map((each) => `${each?.stdout}${each?.stderr}`)
  expect(texts.some((text) => shows(text, value))).toBe(true)
})
