import type { TaskContext } from '../../context.ts'
import { requestedPlace } from '../../place/requested-place.ts'
import { storedValue } from '../../stored/stored-value.ts'
import type { ProposedPlace } from './proposal.ts'
import { type ExistingPlace, existingPlaces } from './similar-places.ts'

/** What is stored here, as far as one adoption looks at it: each value is read once, since each read is recorded, and costs. */
export interface ComparedSecrets {
  existing(): Promise<readonly ExistingPlace[]>
  /** The value at a place, whole. @throws as the read does */
  valueAt(place: Pick<ProposedPlace, 'name' | 'service'>): Promise<Uint8Array>
}

export function comparedSecrets(context: TaskContext): ComparedSecrets {
  let listed: Promise<readonly ExistingPlace[]> | undefined
  const values = new Map<string, Promise<Uint8Array>>()
  return {
    existing() {
      listed ??= existingPlaces(context)
      return listed
    },
    async valueAt({ name, service }) {
      const place = await requestedPlace({ name, parameter: service === 'ssm' }, context)
      const key = `${service} ${place.id}`
      const value = values.get(key) ?? read()
      values.set(key, value)
      return value

      async function read(): Promise<Uint8Array> {
        context.progress(`reads ${place.id} to compare it, which CloudTrail records`)
        return (await storedValue(place, {}, context.account)).bytes
      }
    },
  }
}
