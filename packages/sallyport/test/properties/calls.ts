import type { Declared } from './handles.ts'
import { check, judgeError, judgePeek, judgeValue, type Pending } from './judge.ts'
import { type Declaring, freshness, latest, type Memory, mustServe, standing } from './memory-model.ts'
import type { ScriptedAws } from './scripted-aws.ts'
import type { Call } from './steps.ts'
import type { World } from './world.ts'

/** A call that takes its time. */
type MadeCall = Call & { readonly do: Pending['does'] }

/** Makes the story's calls, and has what each comes to judged. */
export function callerOf(handles: readonly Declared[], aws: ScriptedAws, world: World) {
  const parsing: (() => void)[] = []

  function comeAcross(declaring: Declaring, memory: Memory) {
    const last = memory.answers.at(-1)
    if (!last) return
    if (declaring.isSlowToParse) parsing.push(() => declaring.seen.add(last))
    else declaring.seen.add(last)
  }

  /** Whether a version that the outside refuses is a reason to ask AWS: once in five seconds for the same one. */
  function heals(memory: Memory, refused: string): boolean {
    const { healing } = memory
    if (latest(memory)?.version !== refused) return false
    const sinceMs = world.wall - (healing?.at ?? 0)
    if (healing?.version === refused && sinceMs >= 0 && sinceMs < 5_000) return false
    memory.healing = { at: world.wall, version: refused }
    return true
  }

  function pendingOf(each: MadeCall, declaring: Declaring, memory: Memory, refused: string): Pending {
    const { wall, timers, tick } = world
    const isGet = each.do === 'get'
    const abort = isGet && each.signal ? new AbortController() : undefined
    if (isGet && each.signal === 'aborted') abort?.abort(new Error('had enough'))
    const last = latest(memory)
    const fresh = freshness(memory, declaring, wall)
    return {
      does: each.do,
      declaring,
      memory,
      order: ++world.order,
      tick,
      begunAt: wall,
      begunTimer: timers.now(),
      abort,
      deadline: timers.now() + ((isGet ? each.leftMs : undefined) ?? Number.POSITIVE_INFINITY) - 100,
      given: isGet && fresh === 'fresh' && last?.fits ? last : undefined,
      // What another declaration has read is not parsed yet by one that takes its time, nor looked at by a call that was refused.
      atLeast: last?.fits && (declaring.seen.has(last) || (isGet && !declaring.isSlowToParse)) ? last : undefined,
      mustAsk: isGet && each.signal !== 'aborted' && fresh === 'old' && standing(memory, declaring, wall) === 'over',
      mayHeal: each.do === 'refuse' && heals(memory, refused),
      joinsSlow: memory.open?.inVainFor.has(declaring) === true,
      isPatient: isGet && mustServe(memory, declaring, wall) !== undefined,
      hasItsRequest: false,
    }
  }

  async function made(handle: ReturnType<Declared['handle']>, { does, abort, deadline }: Pending, refused: string): Promise<string> {
    if (does === 'refuse') return (await handle.source.refreshAfter(refused)).value
    if (does === 'refresh') return (await handle.refresh()).reveal()
    const context = { getRemainingTimeInMillis: () => deadline + 100 - world.timers.now() }
    const options = { signal: abort?.signal, context: deadline < Number.POSITIVE_INFINITY ? context : undefined }
    return (await handle.get(options)).reveal()
  }

  return {
    call(each: Call): void {
      const { declaring, name, handle } = handles[each.handle] as Declared // as many as the stories know
      const memory = aws.memoryAt(name)
      if (each.do === 'peek') {
        const secret = handle().peek()
        world.judged(() => judgePeek(declaring, memory, secret && aws.answers.get(secret.reveal()), world.wall))
        comeAcross(declaring, memory)
        return
      }
      const refused = (each.do === 'refuse' && each.lastSeen && latest(memory)?.version) || 'another'
      const one = pendingOf(each, declaring, memory, refused)
      world.pending.add(one)
      void made(handle(), one, refused).then(
        (value) => {
          world.pending.delete(one)
          const answer = aws.answers.get(value)
          world.judged(() => {
            check(answer !== undefined, 'a value that AWS never gave')
            if (answer) judgeValue(one, answer, world.wall, world.timers.now(), () => world.staleServes-- > 0)
          })
          comeAcross(declaring, memory)
        },
        (error: unknown) => {
          world.pending.delete(one)
          world.judged(() => judgeError(one, error, world.wall, world.timers.now()))
          if (each.do !== 'refresh') comeAcross(declaring, memory)
        },
      )
      if (each.do === 'get') comeAcross(declaring, memory)
    },
    /** What was parsed meanwhile has been come across. */
    parsed() {
      for (const each of parsing.splice(0)) each()
    },
  }
}
