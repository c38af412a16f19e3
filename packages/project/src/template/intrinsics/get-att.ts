import { at, type TemplateNode, writtenText } from '../reading/template-node.ts'
import type { Intrinsic } from './intrinsics.ts'
import { isMadeBySam } from './made-by-sam.ts'
import { guarded, type Scope } from './scope.ts'
import { knownText, text, unknown, type Value } from './value.ts'

export const getAtt: Intrinsic = (argument, scope, line) => {
  const parts = argument.type === 'list' ? argument.items.map((each) => knownText(scope.resolved(each))) : [writtenText(argument)]
  return parts.every((each) => each !== undefined)
    ? attributeOf(parts.join('.'), scope, line)
    : unknown('has a GetAtt without a written name', line)
}

/** What `Resource.Attribute` stands for. */
export function attributeOf(name: string, scope: Scope, line: number): Value {
  const [logicalId = '', ...rest] = name.split('.')
  const attribute = rest.join('.')
  const resource = at(scope.document.resources, logicalId)
  if (resource === undefined && !isMadeBySam(logicalId, scope.document))
    return unknown(`refers to ${name}, which the template does not have`, line)
  const value = attribute === 'Value' && isParameter(resource) ? at(resource, 'Properties', 'Value') : undefined
  if (value === undefined) return text({ kind: 'resource', logicalId, attribute })
  const known = scope.attributes.get(name)
  if (known !== undefined) return known
  const found = guarded(
    scope,
    name,
    () => scope.resolved(value),
    (reason) => unknown(reason, line),
  )
  scope.attributes.set(name, found)
  return found
}

function isParameter(resource: TemplateNode | undefined): boolean {
  return writtenText(at(resource, 'Type')) === 'AWS::SSM::Parameter'
}
