import fc from 'fast-check'
import { sourceOf } from '../../src/cache/source.ts'
import { configureRuntime } from '../../src/configure.ts'
import { declared, type Kind } from '../../src/declared.ts'
import { storedText } from '../../src/kinds/stored-text.ts'
import { createRuntime } from '../../src/runtime.ts'
import { SallyportError } from '../../src/sallyport-error.ts'
import { badValue } from '../../src/secret-value/bad-value.ts'

/** What a process is told to do, and what it tells of it: how often each outcome came, and what no one handled. */
export interface Schedules {
  readonly count: number
  readonly seed: number
}
export interface Told {
  readonly outcomes: Readonly<Record<string, number>>
  readonly unhandled: readonly string[]
}

const schedule = fc.record({
  lives: fc.array(
    fc.record({
      ttlSeconds: fc.constantFrom<number | 'forever'>(0, 0.003, 0.02, 'forever'),
      maxStaleSeconds: fc.constantFrom(0, 0.01, 3_600),
    }),
    { minLength: 4, maxLength: 4 },
  ),
  steps: fc.array(
    fc.record({
      do: fc.constantFrom('get', 'get', 'get', 'refresh', 'refuse', 'configure'),
      handle: fc.nat(3),
      /** Milliseconds until the caller leaves. */
      leaves: fc.option(fc.nat(20), { freq: 2 }),
      /** Milliseconds that the invocation has left. */
      leftMs: fc.option(fc.constantFrom(0, 99, 105, 130, 5_000), { freq: 3 }),
      /** Milliseconds until the next step; 0 is the same tick. */
      thenMs: fc.constantFrom(0, 0, 0, 1, 4, 12),
    }),
    { minLength: 3, maxLength: 8, size: 'max' },
  ),
})
type Schedule = typeof schedule extends fc.Arbitrary<infer S> ? S : never

const kind: Kind<string, { source: ReturnType<typeof sourceOf<string>> }> = {
  kind: 'text',
  async parse(stored, secret) {
    const text = storedText(stored, secret)
    if (text.startsWith('misfit')) throw badValue(secret, 'does not fit')
    return text
  },
  abilities: (...of) => ({ source: sourceOf(...of) }),
}

const left = new Error('the caller has left')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Runs one schedule in an environment of its own, and gives what each call came to. */
async function outcomesOf({ lives, steps }: Schedule, index: number): Promise<string[]> {
  const runtime = createRuntime({ now: Date.now, random: Math.random, env: process.env })
  const places = [`secret-${index}`, `secret-${index}`, `other-${index}`, { parameter: `/parameter-${index}` }]
  const handles = places.map((place, nth) => declared(place, kind, lives[nth] ?? {}, () => runtime))
  const calls: Promise<string>[] = []
  for (const step of steps) {
    const handle = handles[step.handle]
    if (!handle || step.do === 'configure') {
      configureRuntime(runtime, {})
      continue
    }
    const leaver = new AbortController()
    if (step.leaves !== null) setTimeout(() => leaver.abort(left), step.leaves)
    const endsAt = performance.now() + (step.leftMs ?? 60_000)
    const options = { signal: leaver.signal, context: { getRemainingTimeInMillis: () => endsAt - performance.now() } }
    const value =
      step.do === 'get'
        ? handle.get(options).then((secret) => secret.reveal())
        : step.do === 'refresh'
          ? handle.refresh().then((secret) => secret.reveal())
          : handle.source.refreshAfter('v1').then((reading) => reading.value)
    const own = ['secret', 'secret', 'other', 'parameter'][step.handle]
    calls.push(
      value.then(
        (text) => (text.endsWith(`${own}-${index}`) ? 'its value' : `another's value: ${text}`),
        (error) => (error === left ? 'left' : error instanceof SallyportError ? error.code : String(error)),
      ),
    )
    if (step.thenMs > 0) await pause(step.thenMs)
  }
  return await Promise.all(calls)
}

process.once('message', async ({ count, seed }: Schedules) => {
  const unhandled: string[] = []
  process.on('unhandledRejection', (reason) => unhandled.push(String(reason)))
  const outcomes: Record<string, number> = {}
  const sideBySide = 100
  const waiting = fc.sample(schedule, { numRuns: count, seed }).entries()
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const [index, each] of waiting) {
        for (const outcome of await outcomesOf(each, index)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      }
    }),
  )
  await pause(300) // for what is under way and has no one to wait for it
  process.send?.({ outcomes, unhandled } satisfies Told, () => process.disconnect())
})
