import type { Environment } from '../aws-client/credentials/environment.ts'
import type { Service } from '../aws-client/endpoint.ts'
import { notSet } from '../not-set.ts'
import { isPlace, type Place } from './place.ts'
import { stageFrom } from './stage.ts'

/** Where a secret lives, with all filled in that a request needs. */
export interface FoundPlace {
  readonly service: Service
  /** The name or full ARN, as it is sent. */
  readonly id: string
  /** Of an ARN: the one to ask. */
  readonly region: string | undefined
  /** What errors and events call it. */
  readonly name: string
}

/**
 * Fills in the variable, and the stage, which is asked for only where there is one.
 * @throws SallyportError `PLACE_NOT_SET`, `STAGE_NOT_SET`
 */
export function foundPlace(place: Place, stage: string | undefined, env: Environment): FoundPlace {
  const { service, name, variable = '' } = place
  const written = name ?? env[variable]
  if (!isPlace(written)) throw notSet('PLACE_NOT_SET', 'secret name or ARN', variable)
  const id = written.replaceAll('{stage}', () => stageFrom(stage, env))
  const region = id.split(':')[3]
  // People put the key itself into a variable, and many a key could be a name: only an ARN is shown.
  return { service, id, region, name: name || region ? id : `$${variable}` }
}
