import type { Environment } from '../aws-client/credentials/environment.ts'
import type { Service } from '../aws-client/endpoint.ts'
import { notSet } from '../not-set.ts'
import type { VersionOptions } from '../reading-options.ts'
import { isPlace, type Place } from './place.ts'
import { stageFrom } from './stage.ts'

/** Where a secret lives, with all filled in that a request needs. */
export interface FoundPlace {
  readonly service: Service
  /** The name or full ARN, as it is sent; of a parameter with its selector behind it. */
  readonly id: string
  /** The one to ask: of an ARN its own, else the environment's, in which Lambda sets it. */
  readonly region: string
  /** What errors and events call it. */
  readonly name: string
  readonly version: VersionOptions
}

/**
 * Fills in the variable, and the stage, which is asked for only where there is one.
 * @throws SallyportError `PLACE_NOT_SET`, `STAGE_NOT_SET`
 */
export function foundPlace(place: Place, version: VersionOptions, env: Environment): FoundPlace {
  const { service, name, variable = '' } = place
  const { versionId = version.versionStage } = version
  const written = name ?? env[variable]
  if (!isPlace(written)) throw notSet('PLACE_NOT_SET', 'secret name or ARN', variable)
  const bare = written.replaceAll('{stage}', () => stageFrom(env))
  const ownRegion = bare.split(':')[3]
  return {
    service,
    // Source: Systems Manager User Guide, "Working with parameter versions" and "Working with parameter labels".
    id: service === 'ssm' && versionId ? `${bare}:${versionId}` : bare,
    region: ownRegion || env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || '',
    // People put the key itself into a variable, and many a key could be a name: only an ARN is shown.
    name: name || ownRegion ? bare : `$${variable}`,
    version,
  }
}
