import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { build } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aws, crowd, requestsTo, setFaults } from './thousand-environments/crowd.ts'
import { slowness } from './thousand-environments/slowness.ts'
import { countOf, row } from './thousand-environments/table.ts'

const names = Array.from({ length: 1000 }, (_, index) => `environment-${index}`)

/** Milliseconds for a machine that has much else to do: on an idle one each test takes a quarter of a minute. */
const longestMs = 300_000

let folder = ''
let program = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-environments-'))
  program = join(folder, 'environments.mjs')
  const input = fileURLToPath(new URL('thousand-environments/environments.ts', import.meta.url))
  await build({ input, platform: 'node', output: { file: program, format: 'esm' }, logLevel: 'silent' })
})

afterAll(() => rm(folder, { recursive: true }))

/** A thousand environments that are about to read these secrets, with AWS throttling as it does when they start. */
async function aboutToStart(secrets: readonly string[], faults: readonly { times?: number; perSecond?: number }[]) {
  const { local, reach } = await aws()
  const client = new SecretsManagerClient(reach)
  for (const Name of secrets) await client.send(new CreateSecretCommand({ Name, SecretString: `value of ${Name}` }))
  const slower = slowness()
  const readAll = await crowd(program, local, { names, secrets, slowness: slower })
  const rules = faults.map(({ perSecond, ...rest }) => ({
    operation: 'GetSecretValue',
    kind: 'throttle',
    ...rest,
    ...(perSecond !== undefined && { perSecond: perSecond / slower, burst: perSecond }), // by the environments' clocks
  }))
  await setFaults(local, rules)
  return { local, readAll, requests: () => requestsTo(reach) }
}

// What is throttled comes back within the half second of the first pause, at random, and then within the second of the next one. With R a
// second, and as many at once, no third attempt is throttled as long as what comes back within the half second is no more than R / 2: of N
// reads at once, N - R <= R / 2, so R >= 2 / 3 N. Here the second secret follows the first, so that N is 2,000 of which 1,000 are at once.
test(
  'a thousand environments that start at once make one request a secret each, and what AWS throttles is read within its deadline',
  async () => {
    const secrets = ['prod/stripe', 'prod/crm']
    const { readAll, requests } = await aboutToStart(secrets, [{ times: 250 }, { perSecond: 1500 }])
    const reads = await readAll()
    const made = await requests()
    console.table([row(reads, made)])
    expect(countOf(reads.map(({ outcome, message }) => `${outcome} ${message}`))).toEqual({ 'read ': 2000 })

    const answered = made.filter(({ error }) => error === undefined)
    expect(answered.map(({ environment, secret }) => `${environment} ${secret}`).sort()).toEqual(
      names.flatMap((name) => secrets.map((secret) => `${name} ${secret}`)).sort(),
    )
    const throttled = made.filter(({ error }) => error !== undefined)
    expect(new Set(throttled.map(({ error }) => error))).toEqual(new Set(['ThrottlingException']))
    expect(throttled.length).toBeGreaterThanOrEqual(250)
  },
  longestMs,
)

test(
  'at a rate at which AWS cannot serve a thousand, the others are told so after three attempts, and have their value when it can',
  async () => {
    const { local, readAll, requests } = await aboutToStart(['prod/stripe'], [{ perSecond: 100 }])
    const reads = await readAll()
    const made = await requests()
    console.table([row(reads, made)])
    const failed = reads.filter(({ outcome }) => outcome !== 'read')
    expect(failed.length).toBeGreaterThan(0)
    expect(countOf(failed.map(({ outcome }) => outcome))).toEqual({ THROTTLED: failed.length })
    for (const { message } of failed) expect(message).toMatch(/prod\/stripe.*ThrottlingException.*: \w/)
    expect(Math.max(...Object.values(countOf(made.map(({ environment }) => environment))))).toBe(3)

    await setFaults(local, [])
    let later = await readAll() // a refusal is remembered for a moment
    for (let round = 0; round < 1000 && later.some(({ outcome }) => outcome === 'THROTTLED'); round++) later = await readAll()
    expect(countOf(later.map(({ outcome }) => outcome))).toEqual({ read: 1000 })
    const answered = (await requests()).filter(({ error }) => error === undefined)
    expect(countOf(Object.values(countOf(answered.map(({ environment }) => environment))))).toEqual({ 1: 1000 })
  },
  longestMs,
)
