import { checkAction, checkResource } from './check-pattern.ts'
import { isJsonObject } from './json-object.ts'
import { parseCondition } from './parse-condition.ts'
import { parsePrincipal } from './parse-principal.ts'
import type { PolicyKind, Statement } from './policy-document.ts'
import { PolicyError, type PolicyPosition, quoted } from './policy-error.ts'
import { stringList } from './string-list.ts'

const elements = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

export function parseStatement(value: unknown, index: number, kind: PolicyKind): Statement {
  const at: PolicyPosition = { statement: index }
  if (!isJsonObject(value)) throw new PolicyError('MALFORMED_POLICY', 'is not a JSON object', at)
  for (const element of Object.keys(value))
    if (!elements.includes(element)) throw new PolicyError('MALFORMED_POLICY', `has an unknown element ${quoted(element)}`, at)
  refuseForeignElements(value, at, kind)

  const { Sid, Effect, Principal, Condition } = value
  if (Effect === undefined) throw new PolicyError('MALFORMED_POLICY', 'has no Effect: add "Allow" or "Deny"', at)
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new PolicyError('MALFORMED_POLICY', 'is not "Allow" or "Deny"', { ...at, element: 'Effect' })
  return {
    ...(Sid !== undefined && { Sid: parseSid(Sid, { ...at, element: 'Sid' }, kind) }),
    Effect,
    ...(Principal !== undefined && { Principal: parsePrincipal(Principal, { ...at, element: 'Principal' }) }),
    ...oneOf(value, 'Action', 'NotAction', at, (action, where) => checkAction(action, where, kind)),
    ...(kind !== 'trust' && oneOf(value, 'Resource', 'NotResource', at, checkResource)),
    ...(Condition !== undefined && { Condition: parseCondition(Condition, { ...at, element: 'Condition' }) }),
  }
}

function refuseForeignElements(statement: Readonly<Record<string, unknown>>, at: PolicyPosition, kind: PolicyKind): void {
  if (kind === 'identity') {
    for (const element of ['Principal', 'NotPrincipal'])
      if (statement[element] !== undefined)
        throw new PolicyError('MALFORMED_POLICY', `may not have ${element}: an identity policy is about the identity that has it`, at)
    return
  }
  if (statement['NotPrincipal'] !== undefined)
    throw new PolicyError('NOT_SUPPORTED', 'may not have NotPrincipal yet: deny with the condition ArnNotEquals aws:PrincipalArn', at)
  if (statement['Principal'] === undefined) throw new PolicyError('MALFORMED_POLICY', 'has no Principal: say who is meant', at)
  if (kind === 'trust')
    for (const element of ['Resource', 'NotResource'])
      if (statement[element] !== undefined)
        throw new PolicyError('MALFORMED_POLICY', `may not have ${element}: the resource of a trust policy is its role`, at)
}

/** Source: IAM User Guide, "IAM JSON policy elements: Sid"; a resource policy follows its service, and Lambda's ids have `-` and `_`. */
function parseSid(value: unknown, at: PolicyPosition, kind: PolicyKind): string {
  const allowed = kind === 'resource' ? /^[0-9A-Za-z_-]*$/ : /^[0-9A-Za-z]*$/
  if (typeof value !== 'string' || !allowed.test(value))
    throw new PolicyError(
      'MALFORMED_POLICY',
      `is not a string of ${kind === 'resource' ? 'letters, digits, - and _' : 'letters and digits'}`,
      at,
    )
  return value
}

/** Exactly one of an element and its Not… form. */
function oneOf<Element extends 'Action' | 'Resource'>(
  statement: Readonly<Record<string, unknown>>,
  element: Element,
  notElement: `Not${Element}`,
  at: PolicyPosition,
  check: (pattern: string, at: PolicyPosition) => void,
): { readonly [Name in Element | `Not${Element}`]?: readonly string[] } {
  if (statement[element] !== undefined && statement[notElement] !== undefined)
    throw new PolicyError('MALFORMED_POLICY', `has both ${element} and ${notElement}: keep one`, at)
  const present = statement[element] !== undefined ? element : notElement
  if (statement[present] === undefined) throw new PolicyError('MALFORMED_POLICY', `has no ${element} and no ${notElement}: add one`, at)
  const where = { ...at, element: present }
  const patterns = stringList(statement[present], where)
  for (const pattern of patterns) check(pattern, where)
  // `present` is one of the two names of the type; a computed key widens to string.
  return { [present]: patterns } as { [Name in Element | `Not${Element}`]?: readonly string[] }
}
