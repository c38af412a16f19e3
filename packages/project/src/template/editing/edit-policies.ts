import type { PolicyDocument } from '@sallyport/iam'
import { functionRole, sharedRoles } from '../functions/function-role.ts'
import { resolving } from '../intrinsics/resolving.ts'
import type { PolicyAccount } from '../policy-text/intrinsic-policy.ts'
import { isOurRolePolicy, isOurSamPolicy, type NamedPolicy, policyNameFor } from '../policy-text/our-policy.ts'
import { rolePolicy, samPolicy } from '../policy-text/policy-forms.ts'
import type { TemplateDocument } from '../reading/template-document.ts'
import { at, type ListNode, type MapNode, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { propertiesPath } from './edit-variables.ts'
import { appendedItem, listedWith, removedItem, replacedItem } from './list-edit.ts'
import { insertedPair, removedPair, replacedValue } from './map-edit.ts'
import { mapAt, nodeAt } from './place-in-template.ts'
import { notEditable, type Splice } from './source-text.ts'
import { dataOf, isSameData } from './template-data.ts'
import type { TemplateData } from './written-value.ts'

/** Makes our policy of a function's role this one; none when it has no statement. What else the role has is left. */
export function grantedPolicy(document: TemplateDocument, logicalId: string, policy: PolicyDocument, account: PolicyAccount): Splice[] {
  const { path, written: writtenAs, isOurs } = placeOf(document, logicalId)
  const value = writtenAs(policy, account)
  const properties = mapAt(document, path)
  if (properties === undefined) throw notEditable(document, document.resources.line, `${path.at(-2)} has no Properties`)
  const written = nodeAt(document, [...path, 'Policies'])
  const isEmpty = policy.Statement.length === 0
  if (written === undefined) {
    if (isEmpty) return []
    return [
      properties.entries.has('Policies')
        ? replacedValue(document, properties, 'Policies', [value])
        : insertedPair(document, properties, 'Policies', [value]),
    ]
  }
  if (written.type === 'list')
    return changedList(document, properties, written, written.items.findIndex(isOurs), isEmpty ? undefined : value)
  if (isOurs(written)) {
    if (isEmpty) return [removedPair(document, properties, 'Policies')]
    throw notEditable(document, written.line, 'Policies is one policy, not a list: make it a list')
  }
  if (isEmpty) return []
  if (written.type === 'call' && written.argument.type !== 'text')
    throw notEditable(document, written.line, `Policies is ${written.name}: add the policy by hand`)
  return listedWith(document, properties, 'Policies', written, value)
}

/** @param index of what is ours, -1 for nothing; @param value `undefined` to take it away */
function changedList(
  document: TemplateDocument,
  properties: MapNode,
  list: ListNode,
  index: number,
  value: TemplateData | undefined,
): Splice[] {
  const ours = list.items[index]
  if (ours === undefined) return value === undefined ? [] : [appendedItem(document, list, value)]
  if (ours.isAliased || document.aliased.has(ours.source)) throw notEditable(document, ours.line, 'the policy is shared by an alias')
  if (value !== undefined) return isSameData(dataOf(ours), value) ? [] : [replacedItem(document, list, index, value)]
  return list.items.length > 1 ? [removedItem(document, list, index)] : [removedPair(document, properties, 'Policies')]
}

/** Where the policies of a function's role stand. */
export function policiesPath(document: TemplateDocument, logicalId: string): readonly string[] {
  return [...placeOf(document, logicalId).path, 'Policies']
}

/** The policies there that are not ours. */
export function otherPolicies(document: TemplateDocument, logicalId: string): TemplateData[] {
  const { path, isOurs } = placeOf(document, logicalId)
  const written = at(document.root, ...path, 'Policies')
  const items = written === undefined || written.type === 'null' ? [] : written.type === 'list' ? written.items : [written]
  return items.filter((each) => !isOurs(each)).map(dataOf)
}

interface PlaceOfPolicy {
  /** Of the properties that have `Policies`. */
  readonly path: readonly string[]
  readonly written: (policy: PolicyDocument, account: PolicyAccount) => TemplateData
  readonly isOurs: (item: TemplateNode) => boolean
}

function placeOf(document: TemplateDocument, logicalId: string): PlaceOfPolicy {
  const path = propertiesPath(document, logicalId)
  const scope = resolving(document, 'default')
  const role = functionRole(logicalId, scope)
  if (role.kind === 'generated' && role.logicalId === `${logicalId}Role`)
    return { path, written: samPolicy, isOurs: (item) => isOurSamPolicy(named(item)) }
  if (role.kind === 'resource') {
    const owner = { logicalId, isRoleShared: sharedRoles(scope).has(role.logicalId) }
    return {
      path: propertiesPath(document, role.logicalId),
      written: (policy, account) => rolePolicy(policy, account, policyNameFor(owner)),
      isOurs: (item) => isOurRolePolicy(named(item), owner),
    }
  }
  const who =
    role.kind === 'named'
      ? `role ${role.name} is not made by this template`
      : role.kind === 'generated'
        ? `its role is that of another function`
        : role.reason
  throw notEditable(document, role.line, `${who}: put the policy on the role where it is made`)
}

function named(item: TemplateNode): NamedPolicy {
  const statements = at(item, 'Statement')
  return {
    name: writtenText(at(item, 'PolicyName')),
    sids: statements?.type === 'list' ? statements.items.map((each) => writtenText(at(each, 'Sid'))) : [],
  }
}
