import { TaskError } from '../task-error.ts'
import type { Window } from './trail-events.ts'

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
    return ordered(dateOf(from, 'from'), end)
  }
  const [, amount, unit = ''] = /^(\d{1,6})([mhd])$/.exec(since ?? '24h') ?? []
  const length = unitMs[unit]
  if (amount === undefined || length === undefined)
    throw new TaskError('WRONG_USE', { message: '`since` is not a time such as 30m, 24h or 90d: give it so' })
  return ordered(new Date(end.getTime() - Number(amount) * length), end)
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
