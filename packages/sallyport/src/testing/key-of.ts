import type { Place } from '../place/place.ts'
import type { VersionOptions } from '../reading-options.ts'
import type { Runtime } from '../runtime.ts'
import { SallyportError } from '../sallyport-error.ts'

/** A place with the version of it that a handle reads: to a test each is a value of its own. */
export interface FakedPlace extends Place, Pick<VersionOptions, 'versionStage' | 'versionId'> {}

export function fakedPlace(place: Place, { versionStage, versionId }: VersionOptions): FakedPlace {
  // What is read of a secret when no version is named. Source: Secrets Manager API Reference, "GetSecretValue", VersionStage.
  const isDefault = place.service === 'secretsmanager' && versionStage === 'AWSCURRENT' && !versionId
  return { ...place, versionStage: isDefault ? undefined : versionStage, versionId }
}

/** One key for a secret however it is declared. */
export type KeyOf = (place: FakedPlace) => string

/**
 * Keys as the runtime has them: the stage filled in, and the variable that holds a name. Where a unit test's surroundings lack those,
 * the place as it is written; the `type` of a parameter says how it is stored, not which it is.
 */
export const keysOf =
  (real: Runtime): KeyOf =>
  (place) => {
    try {
      const entry = real.entryAt(place, place)
      for (const [key, each] of real.entries) if (each === entry) return key
    } catch (error) {
      if (!(error instanceof SallyportError)) throw error
    }
    return writtenKey(place)
  }

/** Of a place as it is written. */
export const writtenKey: KeyOf = (place) => JSON.stringify({ ...place, type: undefined })
