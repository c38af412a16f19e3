import { SallyportError } from '../../src/sallyport-error.ts'
import { type Answered, type Declaring, freshness, latest, type Memory, mustServe, standing } from './memory-model.ts'

/** A call that was made, and all that decides what it may come to. */
export interface Pending {
  readonly does: 'get' | 'refresh' | 'refuse'
  readonly declaring: Declaring
  readonly memory: Memory
  readonly order: number
  /** Order of the beginning of its tick: what is begun in the same one has not been sent. */
  readonly tick: number
  readonly begunAt: number
  readonly begunTimer: number
  readonly abort?: AbortController | undefined
  /** Timer's time at which no time is left to the invocation but a tenth of a second. */
  readonly deadline: number
  /** What was in memory and fresh for certain, and so is what it gives. */
  readonly given: Answered | undefined
  /** What was in memory when it began: nothing older may be given. */
  readonly atLeast: Answered | undefined
  /** It asks AWS, or joins the request under way. */
  readonly mustAsk: boolean
  /** Of a value refused by the outside: whether that is a reason to ask. */
  readonly mayHeal: boolean
  /** A read before it has waited in vain for the request that it joins. */
  readonly joinsSlow: boolean
  /** There has been an old value to serve all the time. */
  isPatient: boolean
  /** A request has begun since, for a call that may have one to itself. */
  hasItsRequest: boolean
}

/** Which rule was broken. */
export class Broken extends Error {}

export function check(holds: boolean, rule: string): void {
  if (!holds) throw new Broken(rule)
}

/** Rules 1 to 4: a request is begun only where there is none, and only for a call that needs it. */
export function judgeRequest(memory: Memory, pending: readonly Pending[], now: number): void {
  check(memory.open === undefined, 'two requests for one secret at a time')
  const isNeeded = pending.some((each) => {
    // What the outside refused is read again at the end, from what is configured by then.
    if (each.memory !== memory) return each.does === 'refuse' && each.memory.name === memory.name && mayRead(each)
    return ((each.does === 'refresh' || each.mayHeal) && !each.hasItsRequest) || mayRead(each)
  })
  check(isNeeded, 'a request that no read needs')

  function mayRead({ does, declaring }: Pending) {
    return does !== 'refresh' && freshness(memory, declaring, now) !== 'fresh' && standing(memory, declaring, now) !== 'stands'
  }
}

/** Rules 1, 3, 4 and 7: what a call gave. `staleTold` says whether an event told of an old value. */
export function judgeValue(call: Pending, answer: Answered, now: number, timer: number, staleTold: () => boolean): void {
  const { does, declaring, memory, order, begunAt } = call
  const { open } = memory
  const isSlow = open !== undefined && (timer - call.begunTimer >= 250 || timer >= call.deadline || open.slowFor.has(declaring))
  if (isSlow) open.slowFor.add(declaring)
  check(answer.memory === memory || (memory.isDropped && does === 'refuse'), 'a value of another configuration')
  if (memory.isDropped) return
  check(latest(memory) !== undefined, 'a value after a definite refusal')
  check(answer.order > memory.refused, 'a value of before a definite refusal')
  check(answer.fits, 'a value that does not fit')
  check(!call.atLeast || answer.order >= call.atLeast.order, 'a value older than the one in memory')
  check(does !== 'refresh' || answer.begun > call.tick, 'refresh gave what was asked before it')
  check(!call.given || answer === call.given, 'a fresh value is not what is given')
  if (answer.order > order || call.given) return // the answer to this read's own request, or to the one it joined

  const from = does === 'refuse' ? now : begunAt // a call that was refused reads again when AWS was asked
  const ageMs = from - answer.sentAt
  if (answer === memory.answers.at(-1) && ageMs >= 0 && ageMs < declaring.ttlMs) return
  check(now - answer.sentAt < declaring.usableMs, 'a value older than maxStaleSeconds')
  const isMisfit = memory.answers.at(-1)?.fits === false
  const isDown = memory.trouble !== undefined && !memory.trouble.isFinal
  check(isSlow || isMisfit || isDown, 'an old value without a reason')
  if (does === 'get' && !isMisfit && !isDown) open?.inVainFor.add(declaring)
  check(staleTold(), 'an old value was served, and no event says so')
}

export function judgeError(call: Pending, error: unknown, now: number, timer: number): void {
  const { does, declaring, memory, order } = call
  if (call.abort?.signal.aborted && error === call.abort.signal.reason) return
  if (!(error instanceof SallyportError)) throw new Broken(`an error that is none of the closed list: ${error}`)
  if (memory.isDropped) return
  check(!call.given, 'an error over a fresh value')
  const { trouble } = memory
  if (error.code === 'BAD_VALUE') {
    check(memory.answers.at(-1)?.fits === false, 'BAD_VALUE where the value fits')
  } else if (error.message.startsWith('no time is left')) {
    check(timer >= call.deadline, 'no time left, where there is')
    memory.open?.slowFor.add(declaring)
  } else {
    check(error === trouble?.error, 'an error that is not the last one')
    const stands = [call.begunAt, now].some((at) => standing(memory, declaring, at) !== 'over')
    check((trouble?.order ?? 0) > order || does === 'refuse' || stands, 'an error that no longer stands')
    if (trouble?.isFinal) return
  }
  check(does === 'refresh' || mustServe(memory, declaring, now) === undefined, 'an error though the last good value could be served')
}

/** Rules 3 and 7: a call waits no longer than it may, and one that needs AWS has asked. */
export function judgeWaiting(call: Pending, now: number, timer: number): void {
  const { declaring, memory } = call
  if (memory.isDropped) return
  if (timer - call.begunTimer >= 250) memory.open?.slowFor.add(declaring) // it had nothing to serve, and waits on
  check(!call.given, 'a fresh value is not given at once')
  check(!call.abort?.signal.aborted, 'a wait that was aborted goes on')
  check(timer <= Math.max(call.deadline, call.begunTimer) + 1, 'a wait goes on past the time that is left')
  check(!call.mustAsk || memory.open !== undefined || memory.begun > call.order, 'nothing is asked for a read that needs it')
  if (mustServe(memory, declaring, now) === undefined) call.isPatient = false
  const mostMs = call.joinsSlow ? 1 : 250
  check(call.does !== 'get' || !call.isPatient || timer - call.begunTimer <= mostMs, `an old value is kept back for more than ${mostMs} ms`)
}

export function judgePeek(declaring: Declaring, memory: Memory, given: Answered | undefined, now: number): void {
  if (given) {
    check(given.memory === memory, 'peek shows a value from before it was configured')
    check(latest(memory) !== undefined, 'peek shows a value after a definite refusal')
    check(now - given.sentAt < declaring.usableMs, 'peek shows a value older than maxStaleSeconds')
  } else {
    check(mustServe(memory, declaring, now) === undefined, 'peek shows nothing of what is in memory')
  }
}
