import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, onTestFinished, test } from 'vitest'
import type { MetricsOptions } from '../src/metrics/emf-line.ts'
import { metricsOf } from '../src/metrics/emf-metrics.ts'
import { built } from './built.ts'
import { errorReply, fakeAws, type Reply, type Seen, secretReply } from './fake-aws.ts'
import { functionOf, held, until } from './function-of.ts'

const key = 'sk_live_4711'
const isEmf = new Ajv().compile(JSON.parse(readFileSync(new URL('fixtures/emf-schema.json', import.meta.url), 'utf8')))

/** A function whose lines are looked at; each must be of the format, and hold no value. */
async function measured(reply: (seen: Seen) => Reply | Promise<Reply> = () => secretReply(key, 'v1'), options: MetricsOptions = {}) {
  const made = await functionOf(reply, { AWS_MAX_ATTEMPTS: '1' })
  const lines: Record<string, unknown>[] = []
  const end = metricsOf(made.runtime, options, {
    env: { AWS_LAMBDA_FUNCTION_NAME: 'checkout' },
    write(line) {
      expect(line).not.toContain(key)
      expect(line).not.toContain('\n')
      const parsed = JSON.parse(line)
      expect(isEmf(parsed), JSON.stringify(isEmf.errors)).toBe(true)
      lines.push(parsed)
    },
  })
  return { ...made, lines, end }
}

const counts = ({ Hits, Misses, Refreshes, StaleServes }: Record<string, unknown>) => ({ Hits, Misses, Refreshes, StaleServes })

const latenciesOf = (lines: readonly Record<string, unknown>[]) => lines.flatMap(({ Latency = [] }) => Latency as number[]) // always a list

test('a first read is a line with its miss, how long AWS took, and the version it brought', async () => {
  const { aws, end, lines, text } = await measured(async () => {
    await new Promise((resolve) => setTimeout(resolve, 40))
    return secretReply(key, 'v1')
  })
  const stripe = text('prod/stripe')
  await Promise.all([stripe.get(), stripe.get(), stripe.get()])
  expect(aws.seen).toHaveLength(1)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({
    function: 'checkout',
    secret: 'prod/stripe',
    version: 'v1',
    Hits: 0,
    Misses: 1,
    Refreshes: 0,
    StaleServes: 0,
  })
  end()
  const latencies = latenciesOf(lines) // one of the one request, whoever waited for it
  expect(latencies).toHaveLength(1)
  expect(latencies[0]).toBeGreaterThanOrEqual(35)
})

test('a clock that is set back during a read tells no time at all, rather than less than none', async () => {
  const { clock, end, lines, text } = await measured(async () => {
    clock.advance(-3_600_000)
    return secretReply(key, 'v1')
  })
  await text('stripe').get()
  end()
  expect(lines[0]).toMatchObject({ Misses: 1, version: 'v1' })
  expect(lines[0]).not.toHaveProperty('Latency')
})

test('hits are counted each, and told at most once a second', async () => {
  const { clock, lines, text } = await measured()
  const stripe = text('stripe')
  await stripe.get()
  for (let i = 0; i < 10; i += 1) await stripe.get()
  expect(lines).toHaveLength(1)
  clock.advance(1_000)
  await stripe.get()
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatchObject({ Hits: 11, Misses: 0, version: 'v1' })
  expect(lines[1]).not.toHaveProperty('Latency')
})

test('a read of what another declaration of the secret has in memory is a hit, its first too', async () => {
  const { end, lines, text } = await measured()
  await text('stripe').get()
  await text('stripe').get()
  end()
  expect(lines.map(counts)).toEqual([
    { Hits: 0, Misses: 1, Refreshes: 0, StaleServes: 0 },
    { Hits: 1, Misses: 0, Refreshes: 0, StaleServes: 0 },
  ])
})

test('a refresh tells the new version', async () => {
  let version = 'v1'
  const { clock, lines, text } = await measured(() => secretReply(`${key}-${version}`, version))
  const stripe = text('stripe')
  await stripe.get()
  version = 'v2'
  clock.advance(301_000)
  await stripe.get()
  expect(lines.map(({ version }) => version)).toEqual(['v1', 'v2'])
  expect(lines[1]).toMatchObject({ Refreshes: 1, Misses: 0, Latency: [expect.any(Number)] })
})

test('a refresh that was forced is one, with its latency', async () => {
  const { clock, lines, text } = await measured()
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(1_000)
  await stripe.refresh()
  expect(lines[1]).toMatchObject({ Refreshes: 1, Latency: [expect.any(Number)] })
})

test('an old value served is counted, though AWS answers later, and its slow answer has its latency', async () => {
  const slow = held<Reply>()
  let reply: Reply | Promise<Reply> = secretReply(key, 'v1')
  const { clock, lines, end, text } = await measured(() => reply)
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(301_000)
  reply = slow.promise
  await stripe.get()
  slow.release(secretReply(`${key}-new`, 'v2'))
  await until(() => stripe.peek()?.reveal() === `${key}-new`)
  clock.advance(1_000)
  end()
  const told = lines.slice(1)
  const sum = (name: string) => told.reduce((total, line) => total + Number(line[name]), 0)
  expect({ Refreshes: sum('Refreshes'), StaleServes: sum('StaleServes'), Misses: sum('Misses') }).toEqual({
    Refreshes: 1,
    StaleServes: 1,
    Misses: 0,
  })
  const latencies = latenciesOf(told)
  expect(latencies).toHaveLength(1)
  expect(latencies[0]).toBeGreaterThanOrEqual(200)
})

test('a read that AWS refuses is a miss without latency', async () => {
  const { lines, text } = await measured(() => errorReply('AccessDeniedException'))
  await text('stripe')
    .get()
    .catch(() => undefined)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ Misses: 1 })
  expect(lines[0]).not.toHaveProperty('Latency')
})

test('no count is lost or told twice, whatever the pace', async () => {
  const { aws, clock, end, lines, text } = await measured()
  const handles = [text('stripe'), text('crm', { ttlSeconds: 3 })]
  let reads = 0
  for (let i = 0; i < 200; i += 1) {
    for (const handle of handles) {
      await handle.get()
      reads += 1
    }
    clock.advance(137)
  }
  end()
  const sum = (name: string) => lines.reduce((total, line) => total + Number(line[name]), 0)
  expect(sum('Misses') + sum('Refreshes')).toBe(aws.seen.length)
  expect(sum('Hits') + aws.seen.length).toBe(reads)
  expect(latenciesOf(lines)).toHaveLength(aws.seen.length)
  for (const handle of ['stripe', 'crm']) {
    const at = lines.filter(({ secret }) => secret === handle).map((line) => (line['_aws'] as { Timestamp: number }).Timestamp)
    for (const [i, each] of at.slice(1, -1).entries()) expect(each - Number(at[i])).toBeGreaterThanOrEqual(1_000)
  }
})

test('namespace, properties and dimensions are those asked for', async () => {
  const dimensions = [['service', 'secret'], ['service'], []]
  const { lines, text } = await measured(undefined, { namespace: 'shop', properties: { service: 'orders', function: 'mine' }, dimensions })
  await text('stripe').get()
  expect(lines[0]).toMatchObject({ service: 'orders', function: 'mine', secret: 'stripe' })
  expect(lines[0]).toMatchObject({ _aws: { CloudWatchMetrics: [{ Namespace: 'shop', Dimensions: dimensions }] } })
})

test.for<[string, MetricsOptions]>([
  ['a namespace of AWS', { namespace: 'AWS/Lambda' }],
  ['an empty namespace', { namespace: '' }],
  ['a dimension that the lines do not have', { dimensions: [['service']] }],
  ['a dimension whose value is not a text', { dimensions: [['version']] }],
  ['no set of dimensions', { dimensions: [] }],
  ['31 dimensions', { dimensions: [Array.from({ length: 31 }, () => 'secret')] }],
  ['an empty property', { properties: { service: '' } }],
  ['a property with a letter outside ASCII', { properties: { service: 'Größe' } }],
  ['a property in the place of a metric', { properties: { Hits: '1' } }],
  ['a property in the place of the format’s own member', { properties: { _aws: 'x' } }],
])('%s is an error at once, since CloudWatch would drop each line without a word', async ([_, options]) => {
  await expect(measured(undefined, options)).rejects.toMatchObject({ code: 'BAD_DECLARATION' })
})

test('what was ended writes nothing more, and reads go on', async () => {
  const { clock, end, lines, text } = await measured()
  const stripe = text('stripe')
  await stripe.get()
  await stripe.get()
  end()
  expect(lines).toHaveLength(2)
  clock.advance(5_000)
  expect((await stripe.get()).reveal()).toBe(key)
  end()
  expect(lines).toHaveLength(2)
})

test('a function’s lines are on its standard output, each alone on a line, and a function without metrics writes nothing', async () => {
  const { folder, esm } = await built()
  const aws = await fakeAws(() => secretReply(key))
  onTestFinished(() => aws.close())
  const output = async (name: string, metrics: string) => {
    const file = join(folder, name)
    await writeFile(
      file,
      `import { emfMetrics, text, withSecrets } from ${JSON.stringify(esm)}
       ${metrics}
       const stripe = text('stripe')
       const handler = withSecrets([stripe], async () => (await stripe.get()).reveal().length)
       await handler()`,
    )
    const running = spawn(process.execPath, [file], {
      env: { ...aws.env, AWS_LAMBDA_FUNCTION_NAME: 'checkout' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(() => void running.kill('SIGKILL'))
    let text = ''
    for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk) => (text += chunk))
    await once(running, 'close')
    return text
  }
  const lines = (await output('measured.mjs', 'emfMetrics()')).split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(isEmf(JSON.parse(line))).toBe(true)
  expect(JSON.parse(String(lines[0]))).toMatchObject({ function: 'checkout', secret: 'stripe', version: 'v1', Misses: 1 })
  expect(await output('plain.mjs', '')).toBe('')
})
