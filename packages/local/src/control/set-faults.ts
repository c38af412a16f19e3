import { type Control, ControlRefusal } from './control.ts'
import { faultKinds, isFaultKind } from './fault-kinds.ts'
import type { FaultRule } from './faults.ts'

/** `{ rules: [{ operation?, kind, rate?, perSecond?, burst?, delayMs?, times? }] }`, which replace those before. */
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
  const { operation = '*', kind, rate = 1, perSecond, burst, delayMs = 0, times = Number.POSITIVE_INFINITY, ...others } = Object(given)
  const fits =
    typeof operation === 'string' &&
    isFaultKind(kind) &&
    isBetween(rate, 0, 1) &&
    (perSecond === undefined || isQuantity(perSecond)) &&
    (burst === undefined || (perSecond !== undefined && isQuantity(burst))) &&
    isBetween(delayMs, 0, 600_000) &&
    isBetween(times, 0, Number.POSITIVE_INFINITY) &&
    Object.keys(others).length === 0
  if (!fits)
    throw new ControlRefusal(
      `rules[${index}] needs kind (${Object.keys(faultKinds).join(', ')}), and may have operation, rate (0 to 1), perSecond and with it burst (more than 0), delayMs and times`,
    )
  return { operation, kind, rate, perSecond, burst, delayMs, times }
}

function isQuantity(value: unknown): boolean {
  return value !== 0 && isBetween(value, 0, Number.MAX_SAFE_INTEGER)
}

function isBetween(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max
}
