import { once } from 'node:events'
import { declared } from '../../src/declared.ts'
import type { Handle } from '../../src/handle.ts'
import { storedText } from '../../src/kinds/stored-text.ts'
import { createRuntime } from '../../src/runtime.ts'
import { SallyportError } from '../../src/sallyport-error.ts'

/** What a process of environments is asked for first. */
export interface Start {
  /** One for each environment: the name of its function. */
  readonly names: readonly string[]
  readonly secrets: readonly string[]
  /** How many times slower than real time the environments' clocks and timers go. */
  readonly slowness: number
}

/** What came of one secret in one environment, for all who asked for it at once. */
export interface Read {
  readonly environment: string
  readonly secret: string
  /** `read`, `wrong value`, or the code of the error. */
  readonly outcome: string
  /** The error's. */
  readonly message: string
  /** By the environment's clock. */
  readonly ms: number
}

/** The text that is stored as a secret. */
const storedAs = (secret: string) => `value of ${secret}`

/**
 * A process of many execution environments, each with a runtime of its own: settings, cache, client and sockets. It says `ready`; then
 * each message has all environments read all secrets at once, and is answered by what came of it.
 */
if (process.send !== undefined) {
  const [{ names, secrets, slowness }] = (await once(process, 'message')) as [Start] // what the test sends
  const now = slowedDown(slowness)
  const environments = names.map((name) => environmentOf(name, secrets, now))
  process.on('message', () => {
    void Promise.all(environments.flatMap((readAll) => readAll())).then((reads) => process.send?.(reads))
  })
  process.send('ready')
}

/**
 * On AWS each environment has a processor of its own, here a thousand share a few: so that the machine's speed decides nothing, time goes
 * slower for them, timers included. Returns their clock.
 */
function slowedDown(slowness: number): () => number {
  const longestMs = 2 ** 31 - 1 // a timer of more fires at once
  const { setTimeout } = globalThis
  const slowed = (callback: (...passed: unknown[]) => void, ms = 0, ...passed: unknown[]) =>
    setTimeout(callback, Math.min(ms * slowness, longestMs), ...passed)
  globalThis.setTimeout = Object.assign(slowed, setTimeout) as typeof setTimeout // with what is kept on it for `promisify`
  const startedAt = Date.now()
  return () => startedAt + (Date.now() - startedAt) / slowness
}

function environmentOf(environment: string, secrets: readonly string[], now: () => number): () => Promise<Read>[] {
  const runtime = createRuntime({ now, random: Math.random, env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: environment } })
  const text = (secret: string) => declared<string>(secret, { kind: 'text', parse: storedText }, {}, () => runtime)
  // two declarations of one secret, as two files of a function may have
  const handles = new Map(secrets.map((secret) => [secret, [text(secret), text(secret)]]))
  return () => [...handles].map(([secret, both]) => readOf(environment, secret, both, now))
}

async function readOf(environment: string, secret: string, both: readonly Handle<string>[], now: () => number): Promise<Read> {
  const startedAt = now()
  const told = await Promise.all([...both, ...both].map((handle) => outcomeOf(handle, secret)))
  const ms = now() - startedAt
  const [first] = told
  const { outcome = 'nothing', message = '' } = told.find((each) => each.outcome !== first?.outcome) ?? first ?? {}
  return { environment, secret, outcome, message, ms }
}

async function outcomeOf(handle: Handle<string>, secret: string): Promise<Pick<Read, 'outcome' | 'message'>> {
  try {
    const value = await handle.get()
    return { outcome: value.reveal() === storedAs(secret) ? 'read' : 'wrong value', message: '' }
  } catch (error) {
    return { outcome: error instanceof SallyportError ? error.code : 'another error', message: `${error}` }
  }
}
