import { type Control, ControlRefusal } from './control.ts'
import { faultKinds, isFaultKind } from './fault-kinds.ts'
import type { FaultRule } from './faults.ts'

/** `{ rules: [{ operation, kind, rate, delayMs?, times? }] }`, which replace those before. */
export const setFaults: Control = {
  method: 'POST',
  name: 'faults',
  run({ body }, { faults }) {
    const rules = Array.isArray(body) ? undefined : Object(body).rules
    if (!Array.isArray(rules)) throw new ControlRefusal('faults need { "rules": [...] }')
    faults.replace(rules.map(faultRule))
    return { rules: rules.length }
  },
}

function faultRule(given: unknown, index: number): FaultRule {
  const { operation = '*', kind, rate = 1, delayMs = 0, times = Number.POSITIVE_INFINITY } = Object(given)
  const fits =
    typeof operation === 'string' &&
    isFaultKind(kind) &&
    isBetween(rate, 0, 1) &&
    isBetween(delayMs, 0, 600_000) &&
    isBetween(times, 0, Number.POSITIVE_INFINITY)
  if (!fits)
    throw new ControlRefusal(
      `rules[${index}] needs operation, kind (${Object.keys(faultKinds).join(', ')}), rate 0 to 1, and may have delayMs and times`,
    )
  return { operation, kind, rate, delayMs, times }
}

function isBetween(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max
}
