import type { Place } from '../place/place.ts'
import type { Secret } from '../secret-value/secret.ts'

/** What one request brought. */
export interface StoredReading {
  /** The text as it is stored. */
  readonly stored: Secret<string>
  /** `VersionId` of a secret, number of a parameter's version. */
  readonly version: string
  /** Wall clock in milliseconds at which the request was sent. */
  readonly sentAt: number
  readonly fromLoopback: boolean
}

/** Reads several places of one service; an answer for each, and a neighbour's refusal never spreads. */
export type ReadAll = (places: readonly Place[]) => readonly Promise<StoredReading>[]

/** Collects what is asked in one tick, and has it read together. */
export function joining(readAll: ReadAll): (place: Place) => Promise<StoredReading> {
  let places: Place[] = []
  let readings: Promise<ReturnType<ReadAll>>
  return async (place) => {
    const index = places.push(place) - 1
    if (index === 0) {
      readings = Promise.resolve().then(() => {
        const all = places
        places = []
        return readAll(all)
      })
    }
    return (await readings)[index] as Promise<StoredReading> // an answer for each place
  }
}
