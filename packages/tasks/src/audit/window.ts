import { TaskError } from '../task-error.ts'
import type { Window } from './trail-events.ts'

/** Days that events are kept to be looked up. Source: CloudTrail API Reference, "LookupEvents". */
const keptDays = 90

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * The time that an audit looks at.
 * @param since back from its end, such as `30m`, `24h` (default) or `90d`
 */
export function windowOf(
  { since, from, to }: { since?: string | undefined; from?: string | undefined; to?: string | undefined },
  now: Date,
): Window {
  const end = to === undefined ? now : dateOf(to, 'to')
  if (from !== undefined) {
    if (since !== undefined) throw new TaskError('WRONG_USE', { message: '`since` and `from` are two beginnings: leave one out' })
    return kept(ordered(dateOf(from, 'from'), end), 'from', now)
  }
  const [, amount, unit = ''] = /^(\d{1,6})([mhd])$/.exec(since ?? '24h') ?? []
  const length = unitMs[unit]
  if (amount === undefined || length === undefined)
    throw new TaskError('WRONG_USE', { message: '`since` is not a time such as 30m, 24h or 90d: give it so' })
  const window = ordered(new Date(end.getTime() - Number(amount) * length), end)
  return kept(window, since === undefined ? 'to' : 'since', now)
}

function dateOf(text: string, input: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime()))
    throw new TaskError('WRONG_USE', { message: `\`${input}\` is not a date such as 2026-11-24 or 2026-11-24T06:00:00Z: give it so` })
  return date
}

function ordered(from: Date, to: Date): Window {
  if (from.getTime() >= to.getTime())
    throw new TaskError('WRONG_USE', { message: 'the time to look at does not begin before it ends: look at `from` and `to`' })
  return { from, to }
}

/** @param input what has set the beginning */
function kept(window: Window, input: string, now: Date): Window {
  const oldest = new Date(now.getTime() - keptDays * 86_400_000)
  if (window.from.getTime() < oldest.getTime()) {
    throw new TaskError('WRONG_USE', {
      message: `CloudTrail does not keep events for more than ${keptDays} days, and \`${input}\` begins before: begin at ${oldest.toISOString()} or later`,
    })
  }
  return window
}
