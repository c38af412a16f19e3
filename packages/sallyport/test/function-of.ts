import { onTestFinished } from 'vitest'
import { listenTo } from '../src/configure.ts'
import { declared, type Kind } from '../src/declared.ts'
import type { SallyportEvent } from '../src/events.ts'
import { storedText } from '../src/kinds/stored-text.ts'
import type { ReadingOptions } from '../src/reading-options.ts'
import { createRuntime } from '../src/runtime.ts'
import { fakeAws, type Reply, type Seen } from './fake-aws.ts'

/**
 * An execution environment with an AWS of its own: a clock that can be moved, chance that can be set, and handles that read through it.
 * It ends with the test.
 */
export async function functionOf(reply: (seen: Seen) => Reply | Promise<Reply>, env: Record<string, string> = {}) {
  const aws = await fakeAws(reply)
  let offsetMs = 0
  const clock = {
    now: () => Date.now() + offsetMs,
    advance(ms: number) {
      offsetMs += ms
    },
  }
  const chance = { value: 0 }
  const events: SallyportEvent[] = []
  const runtime = createRuntime({ now: clock.now, random: () => chance.value, env: { ...aws.env, ...env } })
  listenTo(runtime, (event) => events.push(event))
  onTestFinished(() => aws.close())

  const of = <T, A, N extends string = string>(place: N | object, kind: Kind<T, A>, options: ReadingOptions = {}) =>
    declared<T, A, N>(place, kind, options, () => runtime)
  return {
    aws,
    clock,
    chance,
    events,
    runtime,
    of,
    text: <N extends string = string>(place: N | object, options?: ReadingOptions) => of<string, object, N>(place, text, options),
  }
}

const text: Kind<string, object> = { kind: 'text', parse: storedText }

/** A promise that is settled by hand, for an answer that comes when the test says. */
export function held<T>(): { promise: Promise<T>; release: (value: T) => void } {
  let release: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    release = resolve
  })
  return { promise, release }
}

/** Waits until `isSo`, looking at it again and again. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2))
}
