import { pathFrom } from '../path-from.ts'
import { type CallSite, type DeclaredSecret, declaredSecret, type OpenReason } from './declared-secret.ts'
import { loadedPlaces } from './loaded-places.ts'
import type { Place, PlaceInVariable } from './place.ts'

/** A function's environment variables, as far as they are known before it is deployed. */
export interface Variables {
  readonly environment?: Readonly<Record<string, string>> | undefined
  /** Those whose value is not known, with where they are set and why. */
  readonly unknownEnvironment?: Readonly<Record<string, UnknownVariable>> | undefined
  /** Where a template has the function, by the template's absolute path. */
  readonly template?:
    | {
        readonly file: string
        readonly line: number
        /** Why it may have more variables than are known. */
        readonly environmentProblem?: { readonly line: number; readonly reason: string } | undefined
      }
    | undefined
}

export interface UnknownVariable {
  readonly file: string
  readonly line?: number | undefined
  /** Continues "is set to what cannot be known: …". */
  readonly reason: string
}

export type Resolve = (site: CallSite, variables?: Variables) => { secret: DeclaredSecret } | { open: OpenReason }

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

  return (site, variables = {}) => {
    const { environment = {} } = variables
    const place = placeOfSite(site)
    const open = (reason: string) => ({ open: { file: pathFrom(root, site.file), line: site.call.line, reason } })
    const name = site.call.exportName ?? `this ${site.call.kind}`
    if ('problem' in place) return open(`the place of ${name} is not written out, and ${place.problem}`)
    if ('name' in place) return { secret: declaredSecret(site, place, root) }
    const value = Object.hasOwn(environment, place.variable) ? environment[place.variable] : undefined
    const inVariable = `the place of ${name} is in the variable ${place.variable}`
    if (value === undefined || value === '') return open(`${inVariable}, ${notSet(place.variable, variables, root)}`)
    // people put the key itself there: what cannot be a name is never shown
    if (!placeName.test(value)) return open(`${inVariable}, which holds no name and no ARN of a secret: set it to one`)
    return { secret: declaredSecret(site, { ...place, name: value }, root) }
  }
}

/** What AWS takes in a name or an ARN. Source: API references, "CreateSecret" (Name), "PutParameter" (Name). */
const placeName = /^[\w/+=.@!:{}-]{1,2048}$/

function notSet(variable: string, { unknownEnvironment = {}, template }: Variables, root: string): string {
  const found = Object.hasOwn(unknownEnvironment, variable) ? unknownEnvironment[variable] : undefined
  if (found !== undefined) {
    const at = found.line === undefined ? found.file : `${found.file}:${found.line}`
    return `which ${at} sets to what is not known before it is deployed: ${found.reason}`
  }
  if (template?.environmentProblem !== undefined) {
    const { line, reason } = template.environmentProblem
    return `which may be set at ${pathFrom(root, template.file)}:${line}, where ${reason}`
  }
  if (template !== undefined) return `which the function at ${pathFrom(root, template.file)}:${template.line} does not have`
  return "which the function's environment in the configuration does not set"
}
