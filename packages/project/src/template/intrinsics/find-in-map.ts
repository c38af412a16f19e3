import { at, entriesOf, type TemplateNode } from '../reading/template-node.ts'
import type { Intrinsic } from './intrinsics.ts'
import { assuming, knownText, maxPossible, oneOf, unknown, type Value } from './value.ts'

/** One more than a value may have possible values. */
const tooMany = maxPossible + 1

/**
 * A value of the template's `Mappings`; where a key is known only when it is deployed, as `AWS::Region` is, each that it may be.
 * Source: CloudFormation User Guide, "Fn::FindInMap".
 */
export const findInMap: Intrinsic = (argument, scope, line) => {
  const keys = argument.type === 'list' ? argument.items.slice(0, 3).map((each) => scope.resolved(each)) : []
  const [map, first, second] = keys
  if (map === undefined || first === undefined || second === undefined) return unknown('has a FindInMap without a map and two keys', line)
  const named = knownText(map)
  const mapping = named === undefined ? undefined : at(scope.document.mappings, named)
  if (mapping === undefined)
    return unknown(`looks into the map ${named ?? 'whose name is not known'}, which the template does not have`, line)
  const found = possible(mapping, first).flatMap((each) => possible(each, second))
  const assumes = keys.flatMap((each) => (each.kind === 'text' ? each.assumes : []))
  if (found.length > 0)
    return assuming(
      oneOf(
        found.map((each) => scope.resolved(each)),
        line,
      ),
      assumes,
    )
  return unknown(`looks for what the map ${named} does not have`, line)
}

function possible(node: TemplateNode, key: Value): TemplateNode[] {
  if (key.kind === 'oneOf') return key.values.flatMap((each) => possible(node, each))
  const known = knownText(key)
  const found = known === undefined ? undefined : at(node, known)
  if (known !== undefined) return found === undefined ? [] : [found]
  return entriesOf(node)
    .slice(0, tooMany)
    .map(([, entry]) => entry.node)
}
