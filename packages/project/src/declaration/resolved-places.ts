import { pathFrom } from '../path-from.ts'
import { type CallSite, type DeclaredSecret, declaredSecret, type OpenReason } from './declared-secret.ts'
import { loadedPlaces } from './loaded-places.ts'
import type { Place, PlaceInVariable } from './place.ts'

export type Resolve = (site: CallSite, environment?: Readonly<Record<string, string>>) => { secret: DeclaredSecret } | { open: OpenReason }

/** Finds the place of each call: as written, by loading its file where the name is computed, from the environment where a variable holds it. */
export async function placesResolved(sites: Iterable<CallSite>, root: string): Promise<Resolve> {
  const computed = new Set(
    [...sites].filter(({ call }) => call.place === undefined && call.exportName !== undefined).map(({ file }) => file),
  )
  const loaded = new Map(await Promise.all([...computed].map(async (file) => [file, await loadedPlaces(file)] as const)))

  const placeOfSite = ({ file, call }: CallSite): Place | PlaceInVariable | { problem: string } => {
    if (call.place !== undefined) return call.place
    if (call.exportName === undefined) return { problem: 'it is not exported, so loading its file does not tell either' }
    const answer = loaded.get(file)
    if (answer === undefined || 'problem' in answer) return { problem: answer?.problem ?? 'its file was not loaded' }
    return answer.placeByExport.get(call.exportName) ?? { problem: `loading its file gives no secret ${call.exportName}` }
  }

  return (site, environment = {}) => {
    const place = placeOfSite(site)
    const open = (reason: string) => ({ open: { file: pathFrom(root, site.file), line: site.call.line, reason } })
    const name = site.call.exportName ?? `this ${site.call.kind}`
    if ('problem' in place) return open(`the place of ${name} is not written out, and ${place.problem}`)
    if ('name' in place) return { secret: declaredSecret(site, place, root) }
    const value = environment[place.variable]
    return value === undefined || value === ''
      ? open(
          `the place of ${name} is in the variable ${place.variable}, which the function's environment in the configuration does not set`,
        )
      : { secret: declaredSecret(site, { service: place.service, name: value, variable: place.variable }, root) }
  }
}
