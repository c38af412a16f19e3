import { at, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { guarded, type Scope } from './scope.ts'
import { knownText, union } from './value.ts'

/** Whether a condition holds; `undefined` where that cannot be told before deployment. */
export interface Truth {
  readonly holds: boolean | undefined
  /** Parameters whose defaults decide it. */
  readonly assumes: readonly string[]
}

const undecided: Truth = { holds: undefined, assumes: [] }

/** Whether a condition of the template's `Conditions` holds. */
export function conditionNamed(name: string, scope: Scope): Truth {
  const known = scope.truths.get(name)
  if (known !== undefined) return known
  const node = at(scope.document.conditions, name)
  const truth = guarded(
    scope,
    `condition ${name}`,
    () => (node === undefined ? undecided : truthOf(node, scope)),
    () => undecided,
  )
  scope.truths.set(name, truth)
  return truth
}

/** Source: CloudFormation User Guide, "Condition functions". */
function truthOf(node: TemplateNode, scope: Scope): Truth {
  const named = node.type === 'map' && node.entries.size === 1 ? writtenText(at(node, 'Condition')) : undefined
  if (named !== undefined) return conditionNamed(named, scope)
  if (node.type !== 'call') return undecided
  const operands = node.argument.type === 'list' ? node.argument.items : [node.argument]
  switch (node.name) {
    case 'Condition':
      return conditionNamed(writtenText(node.argument) ?? '', scope)
    case 'Fn::Equals':
      return equality(operands, scope)
    case 'Fn::Not': {
      const [only] = operands
      const { holds, assumes } = only === undefined ? undecided : truthOf(only, scope)
      return { holds: holds === undefined ? undefined : !holds, assumes }
    }
    case 'Fn::And':
      return decidedBy(
        false,
        operands.map((each) => truthOf(each, scope)),
      )
    case 'Fn::Or':
      return decidedBy(
        true,
        operands.map((each) => truthOf(each, scope)),
      )
    default:
      return undecided
  }
}

function equality([left, right, ...more]: readonly TemplateNode[], scope: Scope): Truth {
  if (left === undefined || right === undefined || more.length > 0) return undecided
  const [one, other] = [scope.resolved(left), scope.resolved(right)]
  const [oneText, otherText] = [knownText(one), knownText(other)]
  if (one.kind !== 'text' || other.kind !== 'text' || oneText === undefined || otherText === undefined) return undecided
  const assumes = union(one.assumes, other.assumes)
  return { holds: scope.branches === 'all' && assumes.length > 0 ? undefined : oneText === otherText, assumes }
}

/** "And" is decided by one that does not hold, "or" by one that does. */
function decidedBy(deciding: boolean, truths: readonly Truth[]): Truth {
  const assumes = truths.reduce((all: readonly string[], each) => union(all, each.assumes), [])
  if (truths.some(({ holds }) => holds === deciding)) return { holds: deciding, assumes }
  return { holds: truths.length > 0 && truths.every(({ holds }) => holds === !deciding) ? !deciding : undefined, assumes }
}
