// A value is in no argument and no environment of any process, in no temporary file, and in nothing the command or the function prints.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesHolding, formsIn } from '../examples/demo/encoded-forms.ts'
import { freshProject } from '../examples/demo/fresh-project.ts'
import { type CommandPlace, sallyport, startLoopback } from '../examples/demo/sallyport-command.ts'
import { lacks } from './platform.ts'

const value = 'sk_"live"_ключ+/=&%_0123456789'
const cannotLook = lacks('/proc')

let folder: string
let place: CommandPlace
let aws: Awaited<ReturnType<typeof startLoopback>>

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-processes-')))
  await freshProject(join(folder, 'project'))
  await mkdir(join(folder, 'temporary'))
  await writeFile(
    join(folder, 'project', 'src', 'pids.ts'),
    `import { text } from 'sallyport'
const secret = text('{stage}/searched')
export const handler = async () => {
  const value = await secret.get()
  console.log('read', value, JSON.stringify({ value }), [value])
  throw Object.assign(new Error(\`failed with \${value}\`), { value, pid: process.pid })
}
`,
  )
  await writeFile(join(folder, 'project', 'sallyport.config.ts'), `export default { functions: { pids: { entry: 'src/pids.ts' } } }\n`)
  const own = {
    TMPDIR: join(folder, 'temporary'),
    XDG_CONFIG_HOME: join(folder, 'configuration'),
    SALLYPORT_LOCAL: join(folder, 'aws'),
    SALLYPORT_STAGE: 'dev',
  }
  place = { cwd: join(folder, 'project'), env: { PATH: process.env['PATH'], HOME: folder, ...own }, printed: [] }
  aws = await startLoopback(join(folder, 'aws'), place)
}, 120_000)

afterAll(async () => {
  await aws?.stop()
  await rm(folder, { recursive: true, force: true })
})

test.skipIf(cannotLook)('a value that was stored and read is in no process, file or output', async () => {
  const during = new Set<string>()
  const looking = setInterval(() => {
    for (const found of processesHolding()) during.add(found)
  }, 20)
  const put = await sallyport(['put', '{stage}/searched', '--local'], place, { input: value })
  const invoked = await sallyport(['invoke', 'pids', '--local', '--json'], place)
  const audited = await sallyport(['audit', '--local', '--json'], place)
  clearInterval(looking)

  expect(put.status).toBe(0)
  expect(invoked.stdout).toContain('failed with [redacted]')
  expect(audited.stdout).toContain('dev/searched')
  expect([...during]).toEqual([])
  expect(formsIn(place.printed.join('\n'), value)).toEqual([])
  expect(filesHolding(value, [folder])).toEqual([])
})

test.skipIf(cannotLook)('the search of processes and files finds what is planted', async () => {
  const planted = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', value], {
    env: { PLANTED: Buffer.from(value).toString('base64') },
  })
  await new Promise((spawned) => planted.once('spawn', spawned))
  await writeFile(join(folder, 'planted'), Buffer.from(`..${value}..`, 'utf16le'))
  const found = processesHolding().join(' ')
  planted.kill('SIGKILL')
  expect(found).toContain(`${planted.pid} cmdline (raw)`)
  expect(found).toContain(`${planted.pid} environ (base64 at 0)`)
  expect(filesHolding(value, [folder])).toEqual([{ file: join(folder, 'planted'), form: 'UTF-16LE' }])
})

/** The processes of this user in whose arguments or environment the value stands. */
function processesHolding(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) =>
      ['cmdline', 'environ'].flatMap((part) => formsIn(contentOf(`/proc/${pid}/${part}`), value).map((form) => `${pid} ${part} (${form})`)),
    )
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0) // the process has ended, or is another user's
  }
}
