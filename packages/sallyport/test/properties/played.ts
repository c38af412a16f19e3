import { sourceOf } from '../../src/cache/source.ts'
import { entryOf } from '../../src/cache/entry.ts'
import { configureRuntime } from '../../src/configure.ts'
import { declared, type Kind } from '../../src/declared.ts'
import type { SallyportEvent } from '../../src/events.ts'
import type { Runtime } from '../../src/runtime.ts'
import { SallyportError } from '../../src/sallyport-error.ts'
import { badValue } from '../../src/secret-value/bad-value.ts'
import { Secret } from '../../src/secret-value/secret.ts'
import type { StoredReading } from '../../src/secret-value/stored-reading.ts'
import { check, judgeError, judgePeek, judgeRequest, judgeValue, judgeWaiting, mustServe, type Pending } from './judge.ts'
import { manualTimers } from './manual-timers.ts'
import { type Answered, type Declaring, freshness, latest, type Memory, memoryOf, type Request, standing } from './memory-model.ts'
import { type Answer, type Call, declarations, type Step, type Story } from './steps.ts'

/** What the client holds to: an answer is never older than this when it is given, since what was frozen over is asked anew. */
const oldestAnswerMs = 6_000

const parsed = (stored: unknown, secret: string) => {
  if (String(stored).startsWith('misfit')) throw badValue(secret, 'does not fit')
  return String(stored)
}

/**
 * Plays a story on the real cache, and holds each request, value, error and event against the rules.
 * @throws Broken with the rule
 */
export async function played(story: Story, unhandled: readonly unknown[]) {
  const timers = manualTimers()
  try {
    await playedWith(timers, story, unhandled)
  } finally {
    timers.restore()
  }
}

async function playedWith(timers: ReturnType<typeof manualTimers>, { lives, chances, steps }: Story, unhandled: readonly unknown[]) {
  let order = 1
  let wall = 1_000_000_000
  let chance = 0
  let version = 1
  let staleServes = 0
  let broken: unknown
  const memories = new Map<string, Memory>()
  const requests = new Set<Request>()
  const pending = new Set<Pending>()
  const answers = new Map<string, Answered>()
  const now = () => wall

  /** What breaks a rule inside the cache's own calls is told by the story, and not to the cache. */
  function judged(judge: () => void) {
    try {
      judge()
    } catch (error) {
      broken ??= error
    }
  }

  const memoryAt = (name: string) => {
    const memory = memories.get(name) ?? memoryOf(name)
    memories.set(name, memory)
    return memory
  }

  function ask(memory: Memory): Promise<StoredReading> {
    return new Promise((resolve, reject) => {
      const request: Request = {
        memory,
        begun: ++order,
        sentAt: wall,
        settle(outcome) {
          if (outcome instanceof Error) return reject(outcome)
          const { text, version, sentAt } = outcome
          resolve({ stored: new Secret(text), version, sentAt, fromLoopback: true })
        },
      }
      judged(() => judgeRequest(memory, [...pending], wall))
      memory.open = request
      memory.begun = request.begun
      for (const each of pending) if (each.memory === memory) each.hasItsRequest = true
      requests.add(request)
    })
  }

  const heard = (event: SallyportEvent) => {
    if (event.type === 'stale-serve') staleServes += 1
    judged(() => check(!/current|misfit#/.test(JSON.stringify(event)), 'an event shows a value'))
  }

  const runtime: Runtime = {
    now,
    random: () => chances[chance++ % chances.length] ?? 0,
    emit: heard,
    entries: new Map(),
    set: () => undefined,
    entryAt({ name = '' }, _, isMember) {
      const memory = memoryAt(name)
      const entry = runtime.entries.get(name) ?? entryOf(name, () => ask(memory), runtime)
      entry.isNamed ||= !isMember
      runtime.entries.set(name, entry)
      return entry
    },
  }

  const made = declarations.map(({ place, isSlowToParse }, index) => {
    const { ttlSeconds = 300, maxStaleSeconds = 3_600 } = lives[index] ?? {}
    const ttlMs = ttlSeconds === 'forever' ? Number.POSITIVE_INFINITY : ttlSeconds * 1_000
    const declaring: Declaring = { ttlMs, usableMs: Math.max(ttlMs, maxStaleSeconds * 1_000), isSlowToParse, seen: new Set() }
    const kind: Kind<string, { source: ReturnType<typeof sourceOf<string>> }> = {
      kind: 'text',
      parse: isSlowToParse ? async (stored, secret) => parsed(await stored, secret) : parsed,
      abilities: (...of) => ({ source: sourceOf(...of) }),
    }
    const handle = declared(place, kind, { ttlSeconds, maxStaleSeconds }, () => runtime)
    const name = place.replace('{id}', 'member')
    // A member's handle is made anew for each call, as an invocation does.
    return { declaring, name, handle: () => ('for' in handle && name !== place ? (handle as { for(id: string): typeof handle }).for('member') : handle) }
  })

  const comeAcross = (declaring: Declaring, memory: Memory) => {
    const last = memory.answers.at(-1)
    if (last) declaring.seen.add(last)
  }

  function call(each: Call) {
    const { declaring, name, handle } = made[each.handle] as (typeof made)[number] // as many as the stories know
    const memory = memoryAt(name)
    if (each.do === 'peek') {
      const secret = handle().peek()
      judgePeek(declaring, memory, secret && answers.get(secret.reveal()), wall)
      return comeAcross(declaring, memory)
    }

    const isGet = each.do === 'get'
    const abort = isGet && each.signal ? new AbortController() : undefined
    if (isGet && each.signal === 'aborted') abort?.abort(new Error('had enough'))
    const endsAt = timers.now() + ((isGet ? each.leftMs : undefined) ?? Number.POSITIVE_INFINITY)
    const last = latest(memory)
    const fresh = freshness(memory, declaring, wall)
    let mayHeal = false
    const refused = (each.do === 'refuse' && (each.lastSeen ? last?.version : 'another')) || 'another'
    if (each.do === 'refuse' && last?.version === refused) {
      const { healing } = memory
      const isLately = healing?.version === refused && wall >= healing.at && wall - healing.at < 5_000
      mayHeal = !isLately
      if (mayHeal) memory.healing = { at: wall, version: refused }
    }
    const one: Pending = {
      does: each.do,
      declaring,
      memory,
      order: ++order,
      begunAt: wall,
      begunTimer: timers.now(),
      abort,
      deadline: endsAt - 100,
      given: isGet && fresh === 'fresh' && last?.fits ? last : undefined,
      atLeast: last?.fits ? last : undefined,
      mustAsk: isGet && each.signal !== 'aborted' && fresh === 'old' && standing(memory, declaring, wall) === 'over',
      mayHeal,
      isPatient: isGet && mustServe(declaring, memory, wall) !== undefined,
      hasItsRequest: false,
    }
    pending.add(one)

    const context = { getRemainingTimeInMillis: () => endsAt - timers.now() }
    const options = { signal: abort?.signal, context: endsAt < Number.POSITIVE_INFINITY ? context : undefined }
    const text: Promise<string> = isGet
      ? handle().get(options).then((secret) => secret.reveal())
      : each.do === 'refresh'
        ? handle().refresh().then((secret) => secret.reveal())
        : handle().source.refreshAfter(refused).then(({ value }) => value)
    void text.then(
      (value) => {
        pending.delete(one)
        const answer = answers.get(value)
        judged(() => {
          check(answer !== undefined, 'a value that AWS never gave')
          if (answer) judgeValue(one, answer, wall, timers.now(), () => staleServes-- > 0)
        })
        comeAcross(declaring, memory)
      },
      (error: unknown) => {
        pending.delete(one)
        judged(() => judgeError(one, error, wall, timers.now()))
        comeAcross(declaring, memory)
      },
    )
    return comeAcross(declaring, memory)
  }

  function settle(request: Request, as: Answer) {
    const { memory } = request
    const ageMs = wall - request.sentAt
    if (!(ageMs >= 0 && ageMs < oldestAnswerMs)) {
      request.sentAt = wall // frozen over: sent anew
      return
    }
    requests.delete(request)
    memory.open = undefined
    order += 1
    if (as === 'value' || as === 'misfit') {
      const text = `${as === 'value' ? 'current' : 'misfit'}#${order}`
      const answer = { text, version: `v${version}`, fits: as === 'value', sentAt: request.sentAt, order, memory }
      answers.set(text, answer)
      memory.answers.push(answer)
      memory.trouble = undefined
      request.settle(answer)
    } else {
      const code = ({ down: 'AWS_UNREACHABLE', throttled: 'THROTTLED', denied: 'ACCESS_DENIED', missing: 'SECRET_NOT_FOUND' } as const)[as]
      const error = new SallyportError(code, { message: code })
      const isFinal = as === 'denied' || as === 'missing'
      memory.trouble = { error, isFinal, at: wall, order, count: (memory.trouble?.count ?? 0) + 1 }
      if (isFinal) memory.refused = order
      request.settle(error)
    }
  }

  function drop(names: readonly string[]) {
    for (const name of names) {
      const memory = memories.get(name)
      if (memory) memory.isDropped = true
      memories.delete(name)
    }
  }

  async function settled() {
    await new Promise((resolve) => setImmediate(resolve))
    if (broken) throw broken
    check(unhandled.length === 0, `an unhandled rejection: ${unhandled[0]}`)
    for (const each of pending) judgeWaiting(each, wall, timers.now())
    staleServes = 0
  }

  const pass = (ms: number) => {
    const [begun, from] = [wall, timers.now()]
    return timers.pass(ms, (at) => (wall = begun + at - from), settled)
  }

  const open = () => [...requests]

  const does: { [K in Step['do']]: (step: Extract<Step, { do: K }>) => unknown } = {
    call: ({ calls }) => calls.forEach(call),
    answer({ request, with: as }) {
      const one = open()[request % Math.max(1, requests.size)]
      if (one) settle(one, as)
    },
    rotate: () => (version += 1),
    abort: () => [...pending].find(({ abort }) => abort && !abort.signal.aborted)?.abort?.abort(new Error('had enough')),
    configure() {
      configureRuntime(runtime, {})
      drop([...memories.keys()])
    },
    'crowd-out'() {
      for (const [name, entry] of runtime.entries) {
        if (entry.isNamed) continue
        entry.isDropped = runtime.entries.delete(name)
        drop([name])
      }
    },
    pass: ({ ms }) => pass(ms),
    async freeze({ ms }) {
      wall += ms // the wall clock goes on, and at the thaw the timers fire late
      await timers.pass(ms, () => undefined, settled)
    },
    'set-clock': ({ ms }) => (wall += ms),
  }

  for (const step of steps) {
    await (does[step.do] as (step: Step) => unknown)(step) // each takes the step of its name
    await settled()
  }

  // Whatever happened, AWS answers in the end: every call comes to something, and every handle gives what AWS has.
  const answerAll = async () => {
    for (let round = 0; requests.size > 0 || pending.size > 0; round++) {
      check(round < 20, 'a call that never comes to an end')
      for (const request of open()) settle(request, 'value')
      await settled()
      await pass(1)
    }
  }
  await answerAll()
  await pass(61_000)
  made.forEach((_, handle) => call({ do: 'get', handle }))
  await settled()
  await answerAll()
  check(timers.waiting() === 0, 'a timer that outlives its read')
}
