import type { AwsCall } from '../aws-client/client.ts'
import type { FoundPlace } from '../place/found-place.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'

/** Reads several places of one service and region; an answer for each, and a neighbour's refusal never spreads. */
export type ReadAll = (places: readonly FoundPlace[]) => readonly Promise<StoredReading>[]

/** Reads one place. */
export type Ask = (place: FoundPlace) => Promise<StoredReading>

/** Reads secrets together where it can, and by `ask` where not. */
export type ReadInBatches = (call: AwsCall, ask: Ask, places: readonly FoundPlace[], now: () => number) => readonly Promise<StoredReading>[]

/** Collects what is asked in one tick, and has it read together. */
export function joining(readAll: ReadAll): Ask {
  const places: FoundPlace[] = []
  let readings: Promise<ReturnType<ReadAll>>
  return async (place) => {
    const index = places.push(place) - 1
    if (index === 0) readings = Promise.resolve().then(() => readAll(places.splice(0)))
    return (await readings)[index] as Promise<StoredReading> // an answer for each place
  }
}
