import type { DeclaredSecret } from '../declaration/declared-secret.ts'
import type { OtherRead } from '../reach/other-reads/other-read.ts'
import type { Reach } from '../reach/reach.ts'
import { otherReadGrants, secretReferredTo, withoutSelector } from './other-read-grants.ts'
import { placeInStage } from './place-in-stage.ts'
import { isEncrypted } from './policy-for.ts'
import type { PolicyTarget } from './policy-target.ts'

/** What may be under a customer managed key, of what a function reads and may be granted. */
export interface KeyedPlace {
  readonly service: DeclaredSecret['place']['service']
  /** As `PolicyTarget.knownKeys` has it. */
  readonly name: string
  /** It stands for several, the members of a family or what is below a path, each of which may be under another key. */
  readonly isMany: boolean
}

/**
 * The places, each once, whose key has to be known for the policy to be whole: `PolicyTarget.knownKeys` takes what was found.
 * @throws ProjectError `STAGE_INVALID`, `PLACE_UNSUPPORTED`
 * @example
 * keyedPlaces(reach, target) // [{ service: 'secretsmanager', name: 'prod/stripe', isMany: false }]
 */
export function keyedPlaces({ secrets, otherReads }: Reach, target: PolicyTarget): KeyedPlace[] {
  const declared = secrets.flatMap((secret) => {
    const { service } = secret.place
    if (service === 'ssm' && !isEncrypted(secret)) return []
    const name = placeInStage(secret, target.stage)
    return [{ service, name, isMany: name.includes('{id}') }]
  })
  const refused = new Set(otherReadGrants(otherReads, target).notGranted.map(({ read }) => read))
  const others = otherReads.flatMap((read) => (refused.has(read) ? [] : placesRead(read)))
  const byName = new Map([...declared, ...others].map((each) => [`${each.service} ${each.name}`, each]))
  return [...byName.values()]
}

/** The secret or parameter whose value another library reads. */
function placesRead({ action, service, name = '' }: OtherRead): KeyedPlace[] {
  if (service === 'secretsmanager') return [{ service, name, isMany: false }]
  const parameter = withoutSelector(name)
  const secret = secretReferredTo(parameter)
  return secret === undefined
    ? [{ service, name: parameter, isMany: action === 'ssm:GetParametersByPath' }]
    : [{ service: 'secretsmanager', name: secret, isMany: false }]
}
