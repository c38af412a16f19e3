import { suggestion } from '../configuration/suggestion.ts'
import type { CallSite } from '../declaration/declared-secret.ts'
import { ProjectError } from '../project-error.ts'

/** The declaring calls that `reaches` names, by the name of their export or of their place. */
export function namedSecrets(functionName: string, names: readonly string[], sites: readonly CallSite[]): CallSite[] {
  return names.flatMap((name) => {
    const found = sites.filter((site) => namesOf(site).includes(name))
    if (found.length === 0)
      throw new ProjectError('SECRET_NOT_DECLARED', {
        message: `function ${functionName} does not reach a declared secret "${name}", as its "reaches" says${suggestion(name, [...new Set(sites.flatMap(namesOf))])}`,
      })
    return found
  })
}

function namesOf({ call: { exportName, place } }: CallSite): string[] {
  const placeName = place !== undefined && 'name' in place ? place.name : undefined
  return [exportName, placeName].filter((name) => name !== undefined)
}
