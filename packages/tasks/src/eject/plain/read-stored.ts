import { readParameter } from './parameter-store.ts'
import { nameIn, type Place } from './place.ts'
import { readSecret } from './secrets-manager.ts'
import type { Stored } from './stored.ts'

export async function readStored(place: Place): Promise<Stored> {
  if (typeof place === 'object' && 'parameter' in place) return readParameter(nameIn(place.parameter))
  return readSecret(nameIn(place))
}
