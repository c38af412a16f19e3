import { within } from '../waiting.ts'

/** Tasks that share one lane, and so one connection: in a small function a handshake costs more than a round trip. */
const mostForOneLane = 4

/** Milliseconds for which a slow one holds up the next in its lane. */
const holdUpMs = 250

/** Has `count` tasks done one after another, and from the fifth on two side by side. */
export function turns(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  const lanes: Promise<unknown>[] = count > mostForOneLane ? [Promise.resolve(), Promise.resolve()] : [Promise.resolve()]
  let taken = 0
  return (task) => {
    const lane = taken++ % lanes.length
    const done = (lanes[lane] as Promise<unknown>).then(task) // there is a lane for each remainder
    lanes[lane] = within(
      done.catch(() => undefined),
      holdUpMs,
    )
    return done
  }
}
