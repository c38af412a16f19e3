import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { pageToken, positionIn } from '../page-token.ts'
import { existingRole } from './role-answer.ts'
import { roleName } from './role-shapes.ts'

/** Source: IAM API Reference, "ListRolePolicies", `MaxItems`. */
const defaultMaxItems = 100

export const listRolePolicies = operation({
  name: 'ListRolePolicies',
  input: {
    RoleName: roleName(),
    Marker: optional(text({ min: 1, max: 320, pattern: /^[ -\u00ff]+$/ })),
    MaxItems: optional(integer({ min: 1, max: 1000 })),
  },
  permissions: ({ RoleName }, { roles }) => [{ action: 'iam:ListRolePolicies', resource: roles.arnOf(RoleName) }],
  run({ RoleName, Marker, MaxItems = defaultMaxItems }, { roles }) {
    const names = existingRole(RoleName, roles)
      .inlinePolicies.map(([name]) => name)
      .sort()
    // the last name of the page before: it still holds its place when that policy was deleted since
    const last = Marker === undefined ? '' : nameIn(Marker)
    const left = names.filter((name) => name > last)
    const page = left.slice(0, MaxItems)
    const next = left.length > page.length ? page.at(-1) : undefined
    return { PolicyNames: page, IsTruncated: next !== undefined, Marker: next === undefined ? undefined : pageToken([next]) }
  },
})

function nameIn(marker: string): string {
  const [name, ...more] = positionIn(marker) ?? []
  if (typeof name !== 'string' || more.length > 0) {
    throw awsError('ValidationException', 'Invalid Marker: it is not one of an earlier page')
  }
  return name
}
