import type { Scope } from '../intrinsics/scope.ts'
import { knownText, type Value } from '../intrinsics/value.ts'
import { isOurAttachedPolicy, isOurRolePolicy, isOurSamPolicy, type NamedPolicy, type PolicyOwner } from '../policy-text/our-policy.ts'
import { at, entriesOf, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { patternOf, unnamed } from './pattern.ts'
import { policyTemplates } from './policy-templates.ts'
import type { TemplateRole } from './role.ts'
import { jsonOf, statementsIn, type TemplateStatement } from './statements.ts'

/** A policy that a function's role has by its template. */
export interface TemplatePolicy {
  readonly form: 'inline' | 'managed' | 'policyTemplate' | 'unknown'
  /** Of a managed policy its name or ARN, of SAM's policy template its name, of an inline policy its PolicyName. */
  readonly name: string | undefined
  /** What it allows, where the template tells. */
  readonly statements: readonly TemplateStatement[] | undefined
  readonly line: number
  /** Whether `grant` wrote it for this function. */
  readonly isOurs: boolean
}

type ReadPolicy = Omit<TemplatePolicy, 'isOurs'>

/** What SAM makes the generated role's policies from. Source: AWS SAM Developer Guide, "AWS::Serverless::Function" (Policies). */
export function policiesOf(properties: TemplateNode | undefined, scope: Scope): TemplatePolicy[] {
  const written = at(properties, 'Policies')
  if (written === undefined || written.type === 'null') return []
  const nodes = written.type === 'list' ? written.items : [written]
  const policies = nodes.flatMap((node) => each(scope.resolved(node)).map((value) => policyIn(value, node.line)))
  return policies.map((policy) => ({ ...policy, isOurs: policy.form === 'inline' && isOurSamPolicy(named(policy)) }))
}

/** What a role of the template has: written in it, or attached to it by resources of their own, as CDK does. */
export function policiesOfRole(role: TemplateRole, owner: PolicyOwner, scope: Scope): TemplatePolicy[] {
  if (role.kind !== 'resource') return []
  const properties = at(scope.document.resources, role.logicalId, 'Properties')
  const attached = entriesOf(scope.document.resources).flatMap(([logicalId, { node, line }]) =>
    attachableTypes.has(writtenText(at(node, 'Type')) ?? '') && isAttached(at(node, 'Properties'), role.logicalId, scope)
      ? [inlinePolicy(at(node, 'Properties'), logicalId, line, scope)]
      : [],
  )
  const written = listed(at(properties, 'Policies')).map((node) => inlinePolicy(node, undefined, node.line, scope))
  const managed = listed(at(properties, 'ManagedPolicyArns')).flatMap((node) =>
    each(scope.resolved(node)).map((value) => policyIn(value, node.line)),
  )
  return [
    ...written.map((policy) => ({ ...policy, isOurs: isOurRolePolicy(policy, owner) })),
    ...attached.map((policy) => ({ ...policy, isOurs: isOurAttachedPolicy(named(policy), owner) })),
    ...managed.map((policy) => ({ ...policy, isOurs: false })),
  ]
}

function named({ name, statements = [] }: ReadPolicy): NamedPolicy {
  return { name, sids: statements.map(({ Sid }) => Sid) }
}

const attachableTypes = new Set(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'])

function isAttached(properties: TemplateNode | undefined, roleId: string, scope: Scope): boolean {
  const names = [at(properties, 'RoleName'), ...listed(at(properties, 'Roles'))].filter((node) => node !== undefined)
  return names.some((node) => {
    const value = scope.resolved(node)
    return (
      value.kind === 'text' &&
      value.pieces.some((piece) => typeof piece === 'object' && piece.kind === 'resource' && piece.logicalId === roleId)
    )
  })
}

function inlinePolicy(node: TemplateNode | undefined, standardName: string | undefined, line: number, scope: Scope): ReadPolicy {
  const name = at(node, 'PolicyName')
  const document = at(node, 'PolicyDocument')
  const written = name === undefined ? undefined : knownText(scope.resolved(name))
  return {
    form: 'inline',
    name: written ?? standardName,
    statements: document === undefined ? undefined : statementsIn(jsonOf(scope.resolved(document))),
    line,
  }
}

function policyIn(value: Value, line: number): ReadPolicy {
  if (value.kind === 'text') return { form: 'managed', name: patternOf(value), statements: undefined, line }
  if (value.kind !== 'map') return { form: 'unknown', name: undefined, statements: undefined, line }
  if (value.entries.has('Statement')) return { form: 'inline', name: undefined, statements: statementsIn(jsonOf(value)), line }
  const [only] = value.entries
  if (only === undefined || value.entries.size > 1) return { form: 'unknown', name: undefined, statements: undefined, line }
  const [name, parameters] = only
  const statements = Object.hasOwn(policyTemplates, name) ? policyTemplates[name] : undefined
  const given =
    parameters.kind === 'map' ? [...parameters.entries].map(([key, one]) => [key, one.kind === 'text' ? patternOf(one) : unnamed]) : []
  return { form: 'policyTemplate', name, statements: statements?.(Object.fromEntries(given)), line }
}

/** A value, or each that conditions leave possible. */
function each(value: Value): readonly Value[] {
  if (value.kind === 'absent') return []
  return value.kind === 'oneOf' ? value.values.filter(({ kind }) => kind !== 'absent') : [value]
}

function listed(node: TemplateNode | undefined): readonly TemplateNode[] {
  return node?.type === 'list' ? node.items : []
}
