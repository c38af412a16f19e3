// docs/freshness.md: each row of its tables is run, with the numbers that the row says.
import { expect, test } from 'vitest'
import { badValue } from '../packages/sallyport/src/secret-value/bad-value.ts'
import { errorReply, type Reply, secretReply } from '../packages/sallyport/test/fake-aws.ts'
import { functionOf, held, until } from '../packages/sallyport/test/function-of.ts'
import { tableRows } from './docs-tables.ts'
import { blocksOf, textOf } from './documents.ts'

const page = 'docs/freshness.md'

/** What a read came to: the value, or the code of the error. */
const outcome = (read: Promise<{ reveal(): string }>) =>
  read.then(
    (secret) => secret.reveal(),
    (error: { code: string }) => error.code,
  )

/** An execution environment whose AWS answers as `says.reply`, and whose secret was read at the start. */
async function environment() {
  const says: { reply: Reply | Promise<Reply> } = { reply: secretReply('old', 'v1') }
  const made = await functionOf(() => says.reply)
  const fits = (stored: unknown, secret: string) => {
    if (stored === 'misfit') throw badValue(secret, 'does not fit')
    return String(stored)
  }
  const secret = made.of('stripe', { kind: 'text', parse: fits })
  await secret.get()
  const { aws, clock } = made
  return {
    ...made,
    says,
    secret,
    /** What a read gives, and how many requests it made. */
    async read() {
      const before = aws.seen.length
      return [await outcome(secret.get()), aws.seen.length - before]
    },
    /** A read just before and just after `ms` have passed: the second asks AWS. */
    async asksAgainAfter(ms: number) {
      const requests = () => aws.seen.length
      const before = requests()
      clock.advance(ms * 0.9)
      await outcome(secret.get())
      expect(requests(), `asked before ${ms} ms`).toBe(before)
      clock.advance(ms * 0.1 + 1)
      await outcome(secret.get())
      expect(requests(), `not asked after ${ms} ms`).toBeGreaterThan(before)
    },
  }
}

const s = 1_000

/** Milliseconds that only a clock could show: a test that measured them would fail on a busy machine. */
function constant(file: string, name: string): number {
  const [, number = ''] = new RegExp(`const ${name} = ([\\d_]+)`).exec(textOf(`packages/sallyport/src/${file}`)) ?? []
  return Number(number.replaceAll('_', ''))
}

const down = errorReply('InternalServiceError', '', 500)

/** By the first cell of a row: what it promises, run with the row's own numbers. */
const promises: Record<string, (numbers: number[]) => Promise<void>> = {
  async 'less than 300 s'([ttl = 0, percent = 0]) {
    const { chance, clock, read, says } = await environment()
    clock.advance(ttl * s - 2 * s)
    says.reply = secretReply('new', 'v2')
    expect(await read()).toEqual(['old', 0])
    clock.advance(3 * s)
    chance.value = 1 // the shortest life that chance gives
    expect(await read()).toEqual(['new', 1])
    clock.advance((1 - percent / 100) * ttl * s - 2 * s)
    expect(await read()).toEqual(['new', 0])
    clock.advance(3 * s)
    expect(await read()).toEqual(['new', 1])
  },
  async older([budget = 0]) {
    const { aws, clock, secret, says } = await environment()
    const slow = held<Reply>()
    says.reply = slow.promise
    clock.advance(301 * s)
    expect(await Promise.all([secret.get(), secret.get(), secret.get()].map(outcome))).toEqual(['old', 'old', 'old'])
    expect(constant('cache/cached.ts', 'refreshBudgetMs')).toBe(budget)
    expect(aws.seen).toHaveLength(2)
    slow.release(secretReply('new', 'v2'))
    await until(() => secret.peek()?.reveal() === 'new')
  },
  async '3600 s'([usable = 0, attempts = 0, each = 0, all = 0]) {
    expect(constant('aws-client/client.ts', 'attemptMs')).toBe(each * s)
    expect(constant('aws-client/client.ts', 'totalMs')).toBe(all * s)
    const { aws, clock, read, says, text } = await environment()
    says.reply = down
    clock.advance(usable * s - 5 * s)
    expect(await read()).toEqual(['old', attempts])
    clock.advance(6 * s)
    expect(await read()).toEqual(['AWS_UNREACHABLE', attempts])
    const before = aws.seen.length
    expect(await outcome(text('never-read').get())).toBe('AWS_UNREACHABLE')
    expect(aws.seen.length - before).toBe(attempts)
  },
  async 'the clock was set back'() {
    const { clock, read, says } = await environment()
    says.reply = secretReply('new', 'v2')
    clock.advance(-60 * s)
    expect(await read()).toEqual(['new', 1])
  },
  async answers() {
    const { clock, read, says } = await environment()
    says.reply = secretReply('new', 'v2')
    clock.advance(301 * s)
    expect(await read()).toEqual(['new', 1])
    expect(await read()).toEqual(['new', 0])
  },
  async 'has not answered within 250 ms'() {
    const { clock, read, says } = await environment()
    const slow = held<Reply>()
    says.reply = slow.promise
    clock.advance(301 * s)
    expect(await read()).toEqual(['old', 1])
    slow.release(errorReply('AccessDeniedException'))
    let next = await read()
    while (next[0] === 'old') next = await read() // it is on its way
    expect(next).toEqual(['ACCESS_DENIED', 0])
    expect(await read()).toEqual(['ACCESS_DENIED', 0])
  },
  async 'is down, throttles, or refuses the credentials; an old value is there'([least = 0, most = 0, longest = 0]) {
    for (const [reply, reason] of troubles) {
      const { asksAgainAfter, chance, clock, events, read, says } = await environment()
      says.reply = reply
      clock.advance(301 * s)
      expect((await read())[0]).toBe('old')
      await until(() => events.some((event) => event.type === 'stale-serve' && event.reason === reason))
      expect(await read()).toEqual(['old', 0])
      chance.value = 0 // for the pause after the next failure
      await asksAgainAfter(least * s)
      await asksAgainAfter(2 * least * s)
      for (let times = 0; times < 6; times++) {
        clock.advance(longest * s + 1)
        await read()
      }
      await asksAgainAfter(longest * s)
    }
    const { asksAgainAfter, chance, clock, read, says } = await environment()
    says.reply = errorReply('UnrecognizedClientException')
    chance.value = 1
    clock.advance(301 * s)
    await read()
    await asksAgainAfter(most * s)
  },
  async 'is down, throttles, or refuses the credentials; no value may be served'([first = 0, longest = 0]) {
    for (const [reply, code] of troubles) {
      const { asksAgainAfter, clock, read, says } = await environment()
      clock.advance(3601 * s)
      says.reply = reply
      expect((await read())[0]).toBe(code)
      expect(await read()).toEqual([code, 0])
      await asksAgainAfter(first)
      await asksAgainAfter(2 * first)
      says.reply = secretReply('new', 'v2')
      clock.advance(longest * s)
      expect(await read()).toEqual(['new', 1])
    }
    // an outage that is longer than a value may be served
    const { clock, read, says } = await environment()
    says.reply = down
    for (let minute = 0; minute < 70; minute++) {
      clock.advance(longest * s + 1)
      await read()
    }
    says.reply = secretReply('new', 'v2')
    clock.advance(longest * s + 1)
    expect(await read()).toEqual(['new', 1])
  },
  async 'denies, does not find it, has it marked for deletion, cannot decrypt it'([stands = 0]) {
    for (const [reply, code] of refusals) {
      const { asksAgainAfter, clock, read, says } = await environment()
      says.reply = reply
      clock.advance(301 * s)
      expect(await read()).toEqual([code, 1])
      expect(await read()).toEqual([code, 0])
      await asksAgainAfter(stands * s)
    }
  },
  async 'gives a value that does not fit its kind'([again = 0]) {
    const { asksAgainAfter, clock, of, read, says } = await environment()
    says.reply = secretReply('misfit', 'v2')
    clock.advance(301 * s)
    expect(await read()).toEqual(['old', 1])
    expect(await read()).toEqual(['old', 0])
    await asksAgainAfter(again * s)
    const fits = () => {
      throw badValue('never-good', 'does not fit')
    }
    expect(await outcome(of('never-good', { kind: 'text', parse: fits }).get())).toBe('BAD_VALUE')
  },
}

const troubles = [
  [down, 'AWS_UNREACHABLE'],
  ['drop', 'AWS_UNREACHABLE'],
  [errorReply('ThrottlingException', 'Rate exceeded'), 'THROTTLED'],
  [errorReply('UnrecognizedClientException'), 'CREDENTIALS_REFUSED'],
] as const

const refusals = [
  [errorReply('AccessDeniedException'), 'ACCESS_DENIED'],
  [errorReply('ResourceNotFoundException'), 'SECRET_NOT_FOUND'],
  [errorReply('InvalidRequestException', 'it was marked for deletion'), 'SECRET_DELETED'],
  [errorReply('DecryptionFailure', 'key is disabled'), 'AWS_REFUSED'],
] as const

/** A row has its numbers in what it promises, and those of its first cell where they are its promise. */
const numbersOf = (cells: readonly string[]) =>
  (cells.join(' | ').match(/\d+(?= (?:to \d+ )?(?:s|ms|%|attempts)(?!\w))/g) ?? []).map(Number)

const rows = tableRows(page)

test.each(rows)(
  '%s',
  async (first, ...others) => {
    const [name, run] = Object.entries(promises).find(([beginning]) => first.startsWith(beginning)) ?? []
    expect(name, 'a row that no test runs').toBeDefined()
    await run?.(numbersOf(/^\d|less/.test(first) ? [first, ...others] : others))
  },
  60_000,
)

test('every promise that is run stands in a table', () => {
  expect(rows).toHaveLength(Object.keys(promises).length)
})

test('the picture has the numbers of the tables', () => {
  const [, ttl, percent] = /less than (\d+) s.* (\d+) %/.exec(rows.flat().join(' ')) ?? []
  const usable = rows.map(([first]) => /^(\d+) s \(`maxStale/.exec(first)?.[1]).find(Boolean)
  expect(picture()).toContain(`${Number(ttl) * (1 - Number(percent) / 100)} to ${ttl} s`)
  expect(picture()).toContain(`${usable} s`)
})

const picture = () => blocksOf(page).find(({ language }) => language === 'text')?.text
