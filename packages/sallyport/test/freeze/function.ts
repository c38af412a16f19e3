// The function that is frozen: it reads a secret as Lambda has it do, in INIT and then by invocations, which are its parent's messages.
// Its clock can be moved while it stands still, as the world's goes on, and its credentials changed: by a file.
import { readFileSync } from 'node:fs'
import { declared } from '../../src/declared.ts'
import { storedText } from '../../src/kinds/stored-text.ts'
import { createRuntime } from '../../src/runtime.ts'
import { wrapped } from '../../src/with-secrets.ts'
import type { FunctionSettings, Invoked, World } from './frozen-function.ts'

const { worldFile, env, options } = JSON.parse(process.env['FUNCTION'] ?? '') as FunctionSettings // its parent's
const world = () => JSON.parse(readFileSync(worldFile, 'utf8')) as World // its parent's too
const environment = {
  ...env,
  // Lambda too may give others at any time.
  get AWS_SESSION_TOKEN() {
    return 'A'.repeat(world().tokenLength)
  },
}
const runtime = createRuntime({ now: () => Date.now() + world().clockOffsetMs, random: Math.random, env: environment })
const stripe = declared('prod/stripe', { kind: 'text', parse: storedText }, options, () => runtime)
const handler = wrapped(
  [stripe],
  async () => (await stripe.get()).reveal(),
  () => runtime,
)

process.on('message', async () => {
  const endsAt = Date.now() + 10_000
  const context = { getRemainingTimeInMillis: () => endsAt - Date.now() }
  const invoked: Invoked = await (handler as (...args: unknown[]) => Promise<string>)({}, context).catch(({ code }) => String(code))
  process.send?.(invoked)
})
