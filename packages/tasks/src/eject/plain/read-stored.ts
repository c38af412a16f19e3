import { readParameter } from './parameter-store.ts'
import { nameIn, type Place } from './place.ts'
import { readSecret } from './secrets-manager.ts'
import type { Stored } from './stored.ts'
import type { VersionOptions } from './version.ts'

export async function readStored(place: Place, version: VersionOptions): Promise<Stored> {
  if (typeof place === 'object' && 'parameter' in place) return readParameter(nameIn(place.parameter), version)
  return readSecret(nameIn(place), version)
}
