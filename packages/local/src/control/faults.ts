import type { FaultKind } from './fault-kinds.ts'

/** A misbehaviour asked for by a test. */
export interface FaultRule {
  /** As AWS spells it, or `*` for every one. */
  readonly operation: string
  readonly kind: FaultKind
  /** Share of the calls it strikes, 0 to 1. */
  readonly rate: number
  /** Milliseconds, for `delay`. */
  readonly delayMs: number
  /** Calls it strikes before it is over; default without end. */
  readonly times: number
}

/** The faults in force; the rules are replaced as a whole. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = []
  readonly #random: () => number

  constructor(random: () => number = Math.random) {
    this.#random = random
  }

  replace(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, left: rule.times }))
  }

  /** The fault that strikes this call, of the first rule that does. */
  next(operation: string): FaultRule | undefined {
    if (this.#rules.length === 0) return undefined
    const struck = this.#rules.find(({ rule, left }) => left > 0 && applies(rule, operation) && this.#random() < rule.rate)
    if (struck === undefined) return undefined
    struck.left--
    return struck.rule
  }
}

function applies({ operation }: FaultRule, name: string): boolean {
  return operation === '*' || operation === name
}
