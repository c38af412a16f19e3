import fc from 'fast-check'
import type { ReadingOptions } from '../../src/reading-options.ts'

/** What AWS answers to a request when it is let. */
export type Answer = 'value' | 'misfit' | 'down' | 'throttled' | 'denied' | 'missing'

/** One thing that a function does with a handle, at one tick with others. */
export type Call =
  | { readonly do: 'get'; readonly handle: number; readonly signal?: 'open' | 'aborted' | undefined; readonly leftMs?: number | undefined }
  | { readonly do: 'refresh'; readonly handle: number }
  | { readonly do: 'peek'; readonly handle: number }
  | { readonly do: 'refuse'; readonly handle: number; readonly lastSeen: boolean }

export type Step =
  | { readonly do: 'call'; readonly calls: readonly Call[] }
  | { readonly do: 'answer'; readonly request: number; readonly with: Answer }
  | { readonly do: 'rotate' | 'abort' | 'configure' | 'crowd-out' }
  | { readonly do: 'pass' | 'freeze' | 'set-clock'; readonly ms: number }

/** One execution environment's story: the lives of its declarations, chance, and what happens one after another. */
export interface Story {
  readonly lives: readonly ReadingOptions[]
  readonly chances: readonly number[]
  readonly steps: readonly Step[]
}

/** Declarations of a story: the first ones of one secret, the others of one member of a family; one parses in its own time. */
export const declarations = [
  { place: 'secret', isSlowToParse: false },
  { place: 'secret', isSlowToParse: true },
  { place: 'family/{id}', isSlowToParse: false },
  { place: 'family/{id}', isSlowToParse: false },
] as const

const life = fc.record({
  ttlSeconds: fc.constantFrom<number | 'forever'>(0, 1, 10, 300, 'forever'),
  maxStaleSeconds: fc.constantFrom(0, 5, 60, 3_600),
})
const handle = fc.nat(declarations.length - 1)

const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('get' as const), handle }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('get' as const),
      handle,
      signal: fc.constantFrom('open' as const, 'open' as const, 'aborted' as const, undefined),
      leftMs: fc.constantFrom(0, 50, 150, 400, 3_000, undefined),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('refresh' as const, 'peek' as const), handle }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refuse' as const), handle, lastSeen: fc.boolean() }) },
)

const answer = fc.constantFrom<Answer>('value', 'value', 'value', 'misfit', 'down', 'down', 'throttled', 'denied', 'missing')

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('call' as const), calls: fc.array(call, { minLength: 1, maxLength: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('answer' as const), request: fc.nat(3), with: answer }) },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 99, 101, 249, 250, 1_000, 1_999, 2_000, 4_999, 5_001, 9_500, 10_000, 60_000, 290_000, 3_600_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('freeze' as const), ms: fc.constantFrom(300, 6_000, 600_000, 4_000_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('set-clock' as const), ms: fc.constantFrom(-4_000_000, -3_000, -1, 5_000, 4_000_000) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('rotate' as const, 'abort' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('configure' as const, 'crowd-out' as const) }) },
)

export const story: fc.Arbitrary<Story> = fc.record({
  lives: fc.array(life, { minLength: declarations.length, maxLength: declarations.length }),
  chances: fc.array(fc.constantFrom(0, 0.5, 0.999_999), { minLength: 1, maxLength: 7 }),
  steps: fc.array(step, { minLength: 4, maxLength: 30, size: 'max' }),
})
