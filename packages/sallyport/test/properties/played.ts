import { configureRuntime } from '../../src/configure.ts'
import { callerOf } from './calls.ts'
import { handlesOf, runtimeOn } from './handles.ts'
import { check, judgeWaiting } from './judge.ts'
import { manualTimers } from './manual-timers.ts'
import { scriptedAws } from './scripted-aws.ts'
import type { Step, Story } from './steps.ts'
import { worldOf } from './world.ts'

/**
 * Plays a story on the real cache, and holds each request, value, error and event against the rules.
 * @param unhandled rejections that no one handled, as the process hears of them
 * @throws Broken with the rule
 */
export async function played(story: Story, unhandled: unknown[]): Promise<void> {
  const timers = manualTimers()
  unhandled.length = 0
  try {
    await playedWith(timers, story, unhandled)
  } finally {
    timers.restore()
  }
}

async function playedWith(timers: ReturnType<typeof manualTimers>, { lives, chances, steps }: Story, unhandled: readonly unknown[]) {
  const world = worldOf(timers)
  const aws = scriptedAws(world)
  const runtime = runtimeOn(aws, world, chances)
  const handles = handlesOf(runtime, lives)
  const { call, parsed } = callerOf(handles, aws, world)

  async function settled() {
    await new Promise((resolve) => setImmediate(resolve))
    world.tell(unhandled)
    parsed()
    for (const each of world.pending) judgeWaiting(each, world.wall, timers.now())
    world.staleServes = 0
  }

  function pass(ms: number) {
    const ahead = world.wall - timers.now()
    return timers.pass(ms, (at) => (world.wall = ahead + at), settled)
  }

  const does: { [K in Step['do']]: (step: Extract<Step, { do: K }>) => unknown } = {
    call: ({ calls }) => calls.forEach(call),
    answer({ request, with: as }) {
      const open = aws.open()
      const one = open[request % Math.max(1, open.length)]
      if (one) aws.answer(one, as)
    },
    rotate: aws.rotate,
    abort: () => [...world.pending].find(({ abort }) => abort && !abort.signal.aborted)?.abort?.abort(new Error('had enough')),
    configure() {
      configureRuntime(runtime, {})
      aws.drop()
    },
    'crowd-out'() {
      for (const [name, entry] of runtime.entries) {
        if (entry.isNamed) continue
        entry.isDropped = runtime.entries.delete(name)
        aws.drop([name])
      }
    },
    pass: ({ ms }) => pass(ms),
    freeze({ ms }) {
      world.wall += ms // the wall clock goes on, and at the thaw the timers fire late
      return timers.pass(ms, () => undefined, settled)
    },
    'set-clock': ({ ms }) => (world.wall += ms),
  }

  for (const step of steps) {
    world.tick = world.order
    await (does[step.do] as (step: Step) => unknown)(step) // each takes the step of its name
    await settled()
  }

  // Whatever happened, AWS answers in the end: every call comes to something, and every handle gives what AWS has.
  async function answerAll() {
    for (let round = 0; aws.open().length > 0 || world.pending.size > 0; round++) {
      check(round < 20, 'a call that never comes to an end')
      for (const request of aws.open()) aws.answer(request, 'value')
      await settled()
      await pass(1)
    }
  }
  await answerAll()
  await pass(61_000)
  for (const handle of handles.keys()) call({ do: 'get', handle })
  await settled()
  await answerAll()
  check(timers.waiting() === 0, 'a timer that outlives its read')
}
