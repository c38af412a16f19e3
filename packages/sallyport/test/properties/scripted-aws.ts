import { SallyportError } from '../../src/sallyport-error.ts'
import { Secret } from '../../src/secret-value/secret.ts'
import type { StoredReading } from '../../src/secret-value/stored-reading.ts'
import { judgeRequest } from './judge.ts'
import { type Answered, type Memory, memoryOf, type Request } from './memory-model.ts'
import type { Answer } from './steps.ts'
import type { World } from './world.ts'

/** What the client holds to: an answer is never older than this when it is given, since what was frozen over is asked anew. */
const oldestAnswerMs = 6_000

/** An AWS that answers when and as the story says, and what it has told of each secret so far. */
export function scriptedAws(world: World) {
  let version = 1
  const memories = new Map<string, Memory>()
  const requests = new Set<Request>()
  const answers = new Map<string, Answered>()

  function gives(request: Request, fits: boolean) {
    const { memory, sentAt, begun } = request
    const text = `${fits ? 'current' : 'misfit'}#${world.order}`
    const answer = { text, version: `v${version}`, fits, sentAt, begun, order: world.order, memory }
    answers.set(text, answer)
    memory.answers.push(answer)
    memory.trouble = undefined
    request.settle(answer)
  }

  function fails({ memory, settle }: Request, as: Exclude<Answer, 'value' | 'misfit'>) {
    const code = ({ down: 'AWS_UNREACHABLE', throttled: 'THROTTLED', denied: 'ACCESS_DENIED', missing: 'SECRET_NOT_FOUND' } as const)[as]
    const error = new SallyportError(code, { message: code })
    const isFinal = as === 'denied' || as === 'missing'
    memory.trouble = { error, isFinal, at: world.wall, order: world.order, count: (memory.trouble?.count ?? 0) + 1 }
    if (isFinal) memory.refused = world.order
    settle(error)
  }

  return {
    answers,
    open: () => [...requests],
    rotate: () => void version++,

    memoryAt(name: string) {
      const memory = memories.get(name) ?? memoryOf(name)
      memories.set(name, memory)
      return memory
    },

    /** What is in memory by these names, or by all, is not to be used any more. */
    drop(names: Iterable<string> = memories.keys()) {
      for (const name of [...names]) {
        const memory = memories.get(name)
        if (memory) memory.isDropped = true
        memories.delete(name)
      }
    },

    ask(memory: Memory): Promise<StoredReading> {
      return new Promise((resolve, reject) => {
        const request: Request = {
          memory,
          begun: ++world.order,
          sentAt: world.wall,
          slowFor: new Set(),
          inVainFor: new Set(),
          settle(outcome) {
            if (outcome instanceof Error) return reject(outcome)
            const { text, version, sentAt } = outcome
            resolve({ stored: new Secret(text), version, sentAt, fromLoopback: true })
          },
        }
        world.judged(() => judgeRequest(memory, [...world.pending], world.wall))
        memory.open = request
        memory.begun = request.begun
        for (const each of world.pending) if (each.memory === memory) each.hasItsRequest = true
        requests.add(request)
      })
    },

    answer(request: Request, as: Answer) {
      const ageMs = world.wall - request.sentAt
      if (!(ageMs >= 0 && ageMs < oldestAnswerMs)) {
        request.sentAt = world.wall // frozen over: sent anew
        return
      }
      requests.delete(request)
      request.memory.open = undefined
      world.order += 1
      if (as === 'value' || as === 'misfit') gives(request, as === 'value')
      else fails(request, as)
    },
  }
}

export type ScriptedAws = ReturnType<typeof scriptedAws>
