import type { SallyportEvent } from '../events.ts'
import type { AnyHandle, Handle } from '../handle.ts'
import { sharedRuntime } from '../runtime.ts'
import type { Stored } from '../secret-value/stored-reading.ts'
import type { AnsweredCall, FakeCall, FakeReply } from './fake-call.ts'
import { type Arrived, fakeDestination } from './fake-destination.ts'
import { fakeRuntime } from './fake-runtime.ts'
import { fakeStore, type ReadFailure } from './fake-store.ts'
import { type FakedPlace, fakedPlace, keysOf } from './key-of.ts'
import { recordedCall } from './recorded-call.ts'
import { storedForm } from './stored-form.ts'

/** What a handle's `get()` gives, revealed. */
export type ValueOf<H extends AnyHandle> = H extends Handle<infer T> ? T : never

type Answering = (call: FakeCall) => FakeReply | Promise<FakeReply>

/** Secrets for as long as a test lasts. While they are in force no handle of the process reaches AWS, and no `fetch` of one the network. */
export interface FakeSecrets {
  /**
   * Stores `value` for `handle`, at once for all who read it, and ends what `fail` began. The kind parses it as it would what AWS gives.
   * Of one secret the current value, each `versionStage` and each `versionId` are values of their own.
   * @example
   * secrets.set(stripe, 'sk_test_1').set(crm, { username: 'shop', password: 'p' })
   */
  set<H extends AnyHandle>(handle: H, value: ValueOf<H>): FakeSecrets
  /** Like `set`, but as AWS holds it, for what cannot be made from the value: a schema that transforms, a value that does not fit. */
  setStored(handle: AnyHandle, stored: string | Uint8Array): FakeSecrets
  /** Stores `value` as a rotation does: who holds the old value learns of it by the next refresh, such as that after a 401. */
  rotate<H extends AnyHandle>(handle: H, value: ValueOf<H>): FakeSecrets
  /** Reads of `handle` fail with `code` until it is set again. What is held stays, and is served as in production. */
  fail(handle: AnyHandle, code: ReadFailure): FakeSecrets
  /** Moves the cache's clock, so that what is held grows old: past `ttlSeconds` (300) it is read anew. */
  advance(seconds: number): FakeSecrets
  /** Answers the calls of every handle's `fetch`, whatever their host. Without it a call throws `CALL_FAILED`. */
  answer(reply: FakeReply | Answering): FakeSecrets
  /** The calls that were answered, in that order; one that was sent again after a 401 is two. */
  readonly calls: readonly AnsweredCall[]
  /** What happened in the cache: each event, also where a listener of `onEvent` hears but one a second. */
  readonly events: readonly SallyportEvent[]
  /** Ends it: handles read from where they did before. To be handed to a test runner as it is. */
  restore(): void
  /** `using secrets = fakeSecrets()` restores at the end of the block. */
  [Symbol.dispose](): void
}

/**
 * Puts secrets of a test's own in the place of AWS, for the whole process; one at a time.
 * @throws Error when others are in force already
 * @example
 * using secrets = fakeSecrets().set(stripe, 'sk_test_1').answer({ json: { available: 1 } })
 * expect(await balance()).toBe(1)
 * expect(secrets.calls[0]?.carries(stripe)).toBe(true)
 */
export function fakeSecrets(): FakeSecrets {
  let offsetMs = 0
  let reply: FakeReply | Answering | undefined
  let isOver = false
  const now = () => Date.now() + offsetMs
  const keyOf = keysOf(sharedRuntime())
  const store = fakeStore(keyOf, now)
  const runtime = fakeRuntime(store, keyOf, now)
  const credentialHeaders = new Set(['authorization'])
  const texts: string[] = []
  const calls: AnsweredCall[] = []
  const placeIn = ({ '~sallyport': { place, options } }: AnyHandle) => fakedPlace(place, options)
  const storedFor = (handle: AnyHandle) => store.at(placeIn(handle))?.stored.reveal()

  async function answering(arrived: Arrived): Promise<FakeReply> {
    const call = recordedCall(arrived, { credentialHeaders, texts, storedFor })
    const answer = typeof reply === 'function' ? await reply(call) : (reply ?? {})
    calls.push(Object.freeze({ ...call, status: answer.status ?? 200 }))
    return answer
  }
  runtime.connections = fakeDestination(() => reply && answering)

  /** @throws Error when the fake does not reach the handle: its values would come from AWS */
  function placeOf(handle: AnyHandle): FakedPlace {
    if (isOver) throw new Error('these secrets were restored already: begin anew with fakeSecrets()')
    const { options } = handle['~sallyport']
    const place = placeIn(handle)
    if (typeof options['header'] === 'string') credentialHeaders.add(options['header'].toLowerCase())
    handle.peek() // binds it, and reads nothing
    if (runtime.entries.has(keyOf(place))) return place
    throw new Error(`this handle (${keyOf(place)}) is of another version of sallyport than sallyport/testing: install one of them`)
  }

  function keep(handle: AnyHandle, stored: Stored): void {
    if (typeof stored === 'string') texts.push(stored)
    store.put(placeOf(handle), stored)
  }

  const secrets: FakeSecrets = {
    set: (handle, value) => secrets.setStored(handle, storedForm(handle['~sallyport'], value, storedFor(handle))),
    setStored(handle, stored) {
      keep(handle, stored)
      runtime.drop(placeOf(handle))
      return secrets
    },
    rotate(handle, value) {
      runtime.hold(placeOf(handle))
      keep(handle, storedForm(handle['~sallyport'], value, storedFor(handle)))
      return secrets
    },
    fail(handle, code) {
      store.fail(placeOf(handle), code)
      return secrets
    },
    advance(seconds) {
      offsetMs += seconds * 1000
      return secrets
    },
    answer(given) {
      reply = given
      return secrets
    },
    calls,
    events: runtime.events,
    restore() {
      if (!isOver) runtime.end()
      isOver = true
    },
    [Symbol.dispose]: () => secrets.restore(),
  }
  return Object.freeze(secrets)
}
