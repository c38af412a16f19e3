import type { ProjectFunction } from '../../configuration/project.ts'
import { functionPolicyName, policyName } from './our-policy.ts'

/** Our policy for a function on its role, among the functions of the project. */
export interface RolePolicyName {
  readonly policyName: string
  /** Where each function of a shared role has a policy of its own: the one that was for all of them, should the role still have it. */
  readonly leftOver: { readonly policyName: string; readonly functions: readonly string[] } | undefined
}

/**
 * What our policy for a function is called on its role: `sallyport`, and where several functions of the project have the role, a name with
 * the function in it, so that none overwrites another's.
 * @param functions the project's
 * @example
 * rolePolicyName(checkout, project.functions) // { policyName: 'sallyport', leftOver: undefined }
 */
export function rolePolicyName(found: ProjectFunction, functions: readonly ProjectFunction[]): RolePolicyName {
  const others = functions.filter((each) => each.name !== found.name && hasSameRole(each, found))
  const ownName = nameFor(found, others.length > 0)
  const names = others.map((each) =>
    nameFor(
      each,
      functions.some((one) => one.name !== each.name && hasSameRole(one, each)),
    ),
  )
  const isOfOne = [ownName, ...names].includes(policyName)
  const leftOver = isOfOne ? undefined : { policyName, functions: [found, ...others].map(({ name }) => name).sort() }
  return { policyName: ownName, leftOver }
}

function nameFor(found: ProjectFunction, isShared: boolean): string {
  const { template, name, role } = found
  const made = template?.role
  if (template !== undefined && made?.kind === 'resource') {
    const owners = template.template.functions.filter((each) => each.role.kind === 'resource' && each.role.logicalId === made.logicalId)
    // as the template itself has it, which knows nothing of who else has the role
    if (owners.length > 1) return functionPolicyName(template.logicalId)
    if (made.name === role) return policyName
  }
  return isShared ? functionPolicyName(name) : policyName
}

function hasSameRole(one: ProjectFunction, other: ProjectFunction): boolean {
  const place = placeOfRole(one)
  return one.role === other.role || (place !== undefined && place === placeOfRole(other))
}

/** What a template says of a role whose name may not be known: who has the same there has the same role. */
function placeOfRole({ template }: ProjectFunction): string | undefined {
  if (template === undefined || template.role.kind === 'named') return undefined
  const { file, role } = template
  return `${file} ${role.kind === 'unknown' ? role.reason : role.logicalId}`
}
