import { within } from '../waiting.ts'

/** Reads names one after another, and from the fifth on two side by side, each lane over one connection. */
export function inLanes<T>(names: readonly string[], read: (name: string) => Promise<T>): Promise<T>[] {
  // In a small function a handshake costs more than a round trip.
  const mostForOneLane = 4
  // Milliseconds for which a slow one holds up the next in its lane.
  const holdUpMs = 250

  const lanes = names.length > mostForOneLane ? 2 : 1
  const readings: Promise<T>[] = []
  for (const name of names) {
    const begin = () => read(name)
    readings.push(within(Promise.resolve(readings.at(-lanes)), holdUpMs).then(begin, begin))
  }
  return readings
}
