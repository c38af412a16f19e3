import { pause } from '../waiting.ts'

/** Reads places one after another, and from the fifth on two side by side, each lane over one connection. */
export function inLanes<P, T>(places: readonly P[], read: (place: P) => Promise<T>): Promise<T>[] {
  // In a small function a handshake costs more than a round trip.
  const mostForOneLane = 4
  // Milliseconds for which a slow one holds up the next in its lane.
  const holdUpMs = 250

  const lanes = places.length > mostForOneLane ? 2 : 1
  const turns: Promise<unknown>[] = []
  return places.map((place, index) => {
    const turn = Promise.resolve(turns[index - lanes])
    const reading = turn.then(() => read(place))
    turns.push(turn.then(() => Promise.race([reading, pause(holdUpMs)])).catch(() => undefined)) // told to those who wait for it
    return reading
  })
}
