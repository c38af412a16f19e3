// A function that Lambda freezes (here SIGSTOP) in the middle of a read, with ten minutes gone by when it is thawed.
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { builtFunction, functionWith } from './freeze/frozen-function.ts'
import { holdingAws, type Phase } from './freeze/holding-aws.ts'
import { until } from './function-of.ts'

const tenMinutesMs = 600_000
/** Too old when it has been frozen for ten minutes, and served over a refresh that is slow before. */
const options = { ttlSeconds: 300, maxStaleSeconds: 400 }

let folder: string
let program: string

beforeAll(async () => {
  ;({ folder, program } = await builtFunction())
})

afterAll(() => rm(folder, { recursive: true }))

const protocols = ['http', 'https'] as const
const fates = ['answered', 'cut', 'silent'] as const
const cases = protocols.flatMap((protocol) =>
  // Without TLS the system connects, at once: there is no moment in which to stop it.
  (['connecting', 'sending', 'waiting', 'receiving'] as const)
    .filter((phase) => phase !== 'connecting' || protocol === 'https')
    .flatMap((phase) => fates.map((fate) => ({ phase, fate, protocol }))),
)

/** Characters of a session token that makes a request longer than what the sockets on its way hold. */
const tokenLengthAt = (phase: Phase) => (phase === 'sending' ? longToken : 0)
const longToken = 6_000_000

const cannotFreeze = lacks('freezing')

describe.skipIf(cannotFreeze)('a function that is frozen for ten minutes', () => {
  test.concurrent.for(cases)('in INIT, $phase by $protocol, then $fate: its first invocation has the value', async (each, context) => {
    const aws = await holdingAws(context, each)
    const reached = aws.hold(each.phase)
    const lambda = await functionWith(context, program, aws, options, tokenLengthAt(each.phase))
    await reached
    await lambda.freeze(tenMinutesMs, () => aws.meet(each.fate))
    if (each.phase === 'sending') context.expect(aws.bytesAtThaw()).toBeLessThan(longToken)

    context.expect(await lambda.invoke()).toBe('key-1')
    context.expect(await lambda.invoke()).toBe('key-1')
    context.expect(aws.requests.length).toBeLessThanOrEqual(2)
    for (const { signatureAgeMs } of aws.newRequests()) context.expect(Math.abs(signatureAgeMs)).toBeLessThan(60_000)
  })

  test.concurrent.for(cases)(
    'in a refresh, $phase by $protocol, then $fate: the next invocation has the new value',
    async (each, context) => {
      const aws = await holdingAws(context, each)
      const lambda = await functionWith(context, program, aws, options)
      context.expect(await lambda.invoke()).toBe('key-1')
      aws.rotate('key-2')
      await lambda.change(301_000, tokenLengthAt(each.phase))
      const reached = aws.hold(each.phase)
      context.expect(await lambda.invoke()).toBe('key-1') // the refresh is slow
      await reached
      await lambda.freeze(tenMinutesMs, () => aws.meet(each.fate))

      context.expect(await lambda.invoke()).toBe('key-2')
      context.expect(await lambda.invoke()).toBe('key-2')
      context.expect(aws.requests.length).toBeLessThanOrEqual(3)
      for (const { signatureAgeMs } of aws.newRequests()) context.expect(Math.abs(signatureAgeMs)).toBeLessThan(60_000)
    },
  )

  test.concurrent.for(fates.flatMap((fate) => protocols.map((protocol) => ({ fate, protocol }))))(
    'between invocations, its kept connection by $protocol then $fate: the next invocation reads over a new one, at once',
    async ({ fate, protocol }, context) => {
      const aws = await holdingAws(context, { protocol })
      const lambda = await functionWith(context, program, aws, options)
      context.expect(await lambda.invoke()).toBe('key-1')
      aws.rotate('key-2')
      await lambda.freeze(tenMinutesMs, () => aws.meet(fate))

      context.expect(await lambda.invoke()).toBe('key-2')
      context.expect(aws.requests.map(({ connection }) => connection)).toEqual(aws.connections)
      const [old, ...others] = aws.connections
      context.expect(others).toHaveLength(1)
      // Node's agent forgets the session of a connection when it hears of a reset.
      if (fate !== 'cut') context.expect(others[0]?.isResumed).toBe(protocol === 'https')
      await until(() => old?.outer.destroyed === true)
    },
  )
})

test.skipIf(cannotFreeze)(
  'a function that is frozen in a refresh for longer than its value lives has the new one at once',
  async (context) => {
    const aws = await holdingAws(context, { protocol: 'http' })
    const lambda = await functionWith(context, program, aws, { ttlSeconds: 1, maxStaleSeconds: 2 })
    context.expect(await lambda.invoke()).toBe('key-1')
    aws.rotate('key-2')
    await lambda.change(1_000, 0)
    const reached = aws.hold('waiting')
    context.expect(await lambda.invoke()).toBe('key-1')
    await reached
    await lambda.freeze(3_000, () => aws.meet('silent'))

    context.expect(await lambda.invoke()).toBe('key-2')
    context.expect(aws.requests.length).toBeLessThanOrEqual(3)
  },
)
