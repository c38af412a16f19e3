import type { Place } from '../place/place.ts'
import type { Runtime } from '../runtime.ts'
import { SallyportError } from '../sallyport-error.ts'

/** One key for a secret however it is declared. */
export type KeyOf = (place: Place) => string

/**
 * Keys as the runtime has them: the stage filled in, and the variable that holds a name. Where a unit test's surroundings lack those,
 * the place as it is written; the `type` of a parameter says how it is stored, not which it is.
 */
export const keysOf =
  (real: Runtime): KeyOf =>
  (place) => {
    try {
      const entry = real.entryAt(place)
      for (const [key, each] of real.entries) if (each === entry) return key
    } catch (error) {
      if (!(error instanceof SallyportError)) throw error
    }
    return writtenKey(place)
  }

/** Of a place as it is written. */
export const writtenKey: KeyOf = (place) => JSON.stringify({ ...place, type: undefined })
