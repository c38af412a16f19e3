import { suggestion } from '../configuration/suggestion.ts'
import { type CallSite, secretId } from '../declaration/declared-secret.ts'
import { ProjectError } from '../project-error.ts'

/** The declaring calls that `reaches` names: by id, or by the name of an export or a place. */
export function namedSecrets(functionName: string, names: readonly string[], sites: readonly CallSite[], root: string): CallSite[] {
  return names.flatMap((name) => {
    const found = sitesNamed(name, sites, root)
    if (found.length === 0)
      throw new ProjectError('SECRET_NOT_DECLARED', {
        message: `function ${functionName} does not reach a declared secret "${name}", as its "reaches" says${nextStep(name, sites)}`,
      })
    const ids = new Set(found.map((site) => secretId(site, root)))
    if (ids.size > 1 && new Set(found.map((site) => JSON.stringify(site.call.place))).size > 1)
      throw new ProjectError('SECRET_NOT_DECLARED', {
        message: `function ${functionName} does not reach one secret "${name}", as its "reaches" says, but several: name one as ${[...ids].map((id) => `"${id}"`).join(' or ')}`,
      })
    return found
  })
}

/** Whether each of `names` is one that `sites` declare. */
export function areDeclared(names: readonly string[], sites: readonly CallSite[], root: string): boolean {
  return names.every((name) => sitesNamed(name, sites, root).length > 0)
}

function sitesNamed(name: string, sites: readonly CallSite[], root: string): CallSite[] {
  const withId = sites.filter((site) => secretId(site, root) === name)
  return withId.length > 0 ? withId : sites.filter((site) => namesOf(site).includes(name))
}

function namesOf({ call: { exportName, place } }: CallSite): string[] {
  const placeName = place !== undefined && 'name' in place ? place.name : undefined
  return [exportName, placeName].filter((name) => name !== undefined)
}

function nextStep(name: string, sites: readonly CallSite[]): string {
  const known = [...new Set(sites.flatMap(namesOf))]
  return known.length > 0 ? suggestion(name, known) : ': list the file that declares it in the configuration\'s "declarations"'
}
