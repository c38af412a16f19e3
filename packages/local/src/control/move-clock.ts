import { clockAnswer } from './clock-answer.ts'
import { type Control, ControlRefusal } from './control.ts'

/** `{ advanceSeconds }`, from what the clock shows, or `{ now }`, an ISO 8601 date. */
export const moveClock: Control = {
  method: 'POST',
  name: 'clock',
  run({ body }, { clock }) {
    const timeMs = timeAskedFor(body, clock.now().getTime())
    if (timeMs === undefined || !clock.moveTo(timeMs)) {
      throw new ControlRefusal(
        'clock takes { "advanceSeconds": 86400 } or { "now": "2030-01-01T00:00:00Z" }, and goes from 1970 to the end of 9999',
      )
    }
    return clockAnswer(clock)
  },
}

function timeAskedFor(body: unknown, nowMs: number): number | undefined {
  const { advanceSeconds, now, ...others } = Object(body)
  if (Object.keys(others).length > 0 || (advanceSeconds === undefined) === (now === undefined)) return undefined
  if (now !== undefined) return typeof now === 'string' ? timeOf(now) : undefined
  return typeof advanceSeconds === 'number' ? nowMs + advanceSeconds * 1000 : undefined
}

const isoDate = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/

/** Only with its time zone, so that a test means the same time on every machine; a date alone is its midnight in UTC. */
function timeOf(text: string): number | undefined {
  const day = isoDate.exec(text)?.[1]
  // JavaScript takes the 30th of February for the 2nd of March
  const isInCalendar = day !== undefined && new Date(Date.parse(day)).getUTCDate() === Number(day.slice(-2))
  return isInCalendar ? Date.parse(text) : undefined
}
