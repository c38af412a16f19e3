/**
 * What one entry's readers may know, by the rules of the design (section 4) and not by the code: every answer that came for it, and what
 * each declaration may, must and must not be given. Order is a counter of its own, since a wall clock goes back.
 */
export interface Answered {
  readonly text: string
  readonly version: string
  readonly fits: boolean
  readonly sentAt: number
  /** Order of its request's beginning. */
  readonly begun: number
  readonly order: number
  readonly memory: Memory
}

export interface Request {
  readonly memory: Memory
  readonly begun: number
  sentAt: number
  /** Declarations whose read may have waited for it in vain: their next ones may be given the old value at once. */
  readonly slowFor: Set<Declaring>
  /** Those whose read has, and was given an old value: their next ones must be. */
  readonly inVainFor: Set<Declaring>
  settle(outcome: Answered | Error): void
}

/** The last that was heard of AWS, when that was no answer. */
interface Trouble {
  readonly error: Error
  readonly isFinal: boolean
  readonly at: number
  readonly order: number
  readonly count: number
}

/** Lives in milliseconds of one declaration, and what of an entry it has come across. */
export interface Declaring {
  readonly ttlMs: number
  readonly usableMs: number
  readonly isSlowToParse: boolean
  readonly seen: Set<Answered>
}

export interface Memory {
  readonly name: string
  readonly answers: Answered[]
  open?: Request | undefined
  /** Order of the last request's beginning. */
  begun: number
  trouble?: Trouble | undefined
  /** Order of the last definite refusal. */
  refused: number
  /** When the last read because of a refusal by the outside began, and for which version. */
  healing?: { readonly at: number; readonly version: string } | undefined
  /** It was configured or crowded out: no later read may be given what is in it. */
  isDropped: boolean
}

export const memoryOf = (name: string): Memory => ({ name, answers: [], begun: 0, refused: 0, isDropped: false })

/** What is in memory, unless AWS has refused it since. */
export function latest({ answers, refused }: Memory): Answered | undefined {
  const last = answers.at(-1)
  return last && last.order > refused ? last : undefined
}

/** Rule 1: fresh for the life, less up to a tenth of it by chance; five seconds at most where the value does not fit. */
export function freshness(memory: Memory, { ttlMs }: Declaring, now: number): 'fresh' | 'either' | 'old' {
  const last = latest(memory)
  const lifeMs = last?.fits === false ? Math.min(ttlMs, 5_000) : ttlMs
  const ageMs = last === undefined ? Number.NaN : now - last.sentAt
  if (!(ageMs >= 0 && ageMs < lifeMs)) return 'old' // a clock set back makes a value old
  return ageMs < lifeMs * 0.9 ? 'fresh' : 'either'
}

/** Rule 4: what may be served while AWS does not answer, or answers with what does not fit. */
function mayServe(memory: Memory, { usableMs, seen }: Declaring, now: number): Answered | undefined {
  const last = memory.answers.findLast((each) => each.fits && (seen.has(each) || each === memory.answers.at(-1)))
  return last && latest(memory) && now - last.sentAt < usableMs ? last : undefined
}

/**
 * What must be served then. A declaration that parses in its own time has only what it came across before; and what was held before a
 * refusal may be forgotten, though AWS answers again.
 */
export function mustServe(memory: Memory, declaring: Declaring, now: number): Answered | undefined {
  const value = mayServe(memory, declaring, now)
  return value && value.order > memory.refused && (!declaring.isSlowToParse || declaring.seen.has(value)) ? value : undefined
}

/** Whether the last trouble stands for a read, so that AWS is not asked again: certainly, perhaps or not. */
export function standing(memory: Memory, declaring: Declaring, now: number): 'stands' | 'either' | 'over' {
  const { trouble } = memory
  if (!trouble) return 'over'
  const { isFinal, at, count } = trouble
  const sinceMs = now - at
  const doubled = 2 ** (count - 1)
  const emptyMs = Math.min(60_000, 100 * doubled)
  const leastMs = isFinal ? 2_000 : mustServe(memory, declaring, now) ? Math.min(60_000, 1_000 * doubled) : emptyMs
  const mostMs = isFinal ? 2_000 : mayServe(memory, declaring, now) ? Math.min(60_000, 5_000 * doubled) : emptyMs
  if (!(sinceMs >= 0 && sinceMs < mostMs)) return 'over'
  return sinceMs < leastMs ? 'stands' : 'either'
}
