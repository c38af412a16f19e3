import { isWithin } from './cache/life.ts'
import type { Listener } from './events.ts'

/** A busy family has a kind of event for each member: those told longest ago are forgotten, and told anew then. */
const mostKinds = 1_000

/** Has `listener` hear of each kind of event of a secret at most once a second, and then how many there were since. */
export function onceASecond(listener: Listener, now: () => number): Listener {
  const lately = new Map<string, { toldAt: number; untold: number }>()
  return (event) => {
    const kind = `${event.type} ${event.secret}`
    const last = lately.get(kind)
    if (last && isWithin(1_000, last.toldAt, now())) {
      last.untold += 1
      return
    }
    lately.delete(kind)
    lately.set(kind, { toldAt: now(), untold: 0 }) // as the last
    for (const oldest of lately.keys()) if (lately.size > mostKinds) lately.delete(oldest)
    listener(last?.untold ? { ...event, count: last.untold + 1 } : event)
  }
}
