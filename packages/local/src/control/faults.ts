import { CallRate } from './call-rate.ts'
import type { FaultKind } from './fault-kinds.ts'

/** A misbehaviour asked for by a test. */
export interface FaultRule {
  /** As AWS spells it, or `*` for every one. */
  readonly operation: string
  readonly kind: FaultKind
  /** Share of the calls it strikes, 0 to 1. */
  readonly rate: number
  /** Calls of an operation it leaves alone each second, whoever makes them; default none. */
  readonly perSecond: number | undefined
  /** Calls it leaves alone at once after a quiet time; default as many as `perSecond`. */
  readonly burst: number | undefined
  /** Milliseconds, for `delay`. */
  readonly delayMs: number
  /** Calls it strikes before it is over; default without end. */
  readonly times: number
}

interface RuleInForce {
  readonly rule: FaultRule
  readonly callRateByOperation: Map<string, CallRate>
  left: number
}

/** What of a call, beside its operation, decides whether a fault strikes it. */
interface CallAt {
  readonly isOnKeptSocket?: boolean
}

/** The faults in force; the rules are replaced as a whole. */
export class Faults {
  #rules: readonly RuleInForce[] = []
  readonly #random: () => number
  readonly #nowMs: () => number

  constructor({ random = Math.random, nowMs = () => performance.now() }: { random?: () => number; nowMs?: () => number } = {}) {
    this.#random = random
    this.#nowMs = nowMs
  }

  replace(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, callRateByOperation: new Map(), left: rule.times }))
  }

  /** The fault that strikes this call, of the first rule that does. */
  next(operation: string, { isOnKeptSocket = false }: CallAt = {}): FaultRule | undefined {
    if (this.#rules.length === 0) return undefined
    const struck = this.#rules.find(
      (each) =>
        each.left > 0 &&
        applies(each.rule, operation, isOnKeptSocket) &&
        this.#isBeyond(each, operation) &&
        this.#random() < each.rule.rate,
    )
    if (struck === undefined) return undefined
    struck.left--
    return struck.rule
  }

  #isBeyond({ rule: { perSecond, burst = perSecond }, callRateByOperation }: RuleInForce, operation: string): boolean {
    if (perSecond === undefined || burst === undefined) return true
    const callRate = callRateByOperation.get(operation) ?? new CallRate(perSecond, burst, this.#nowMs)
    callRateByOperation.set(operation, callRate)
    return callRate.isExceeded()
  }
}

function applies({ operation, kind }: FaultRule, name: string, isOnKeptSocket: boolean): boolean {
  return (operation === '*' || operation === name) && (kind !== 'dropKept' || isOnKeptSocket)
}
