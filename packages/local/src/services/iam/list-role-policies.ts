import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
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
    const names = Object.keys(existingRole(RoleName, roles).inlinePolicies).sort()
    // the last name of the page before: it still holds its place when that policy was deleted since
    const last = Marker === undefined ? '' : nameIn(Marker)
    const left = names.filter((name) => name > last)
    const page = left.slice(0, MaxItems)
    const next = left.length > page.length ? page.at(-1) : undefined
    return { PolicyNames: page, IsTruncated: next !== undefined, Marker: next === undefined ? undefined : markerOf(next) }
  },
})

function markerOf(name: string): string {
  return Buffer.from(name).toString('base64url')
}

function nameIn(marker: string): string {
  const name = Buffer.from(marker, 'base64url').toString()
  if (name === '' || markerOf(name) !== marker) throw awsError('ValidationException', 'Invalid Marker: it is not one of an earlier page')
  return name
}
