import { isEnvironment, isProcess } from '../../source/environment.ts'
import { forEachName, type NameInPlace } from '../../source/references.ts'
import type { Scope } from '../../source/scope.ts'
import { type Node, type Program, staticKey, stringIn, unwrapped } from '../../source/syntax-tree.ts'
import { assigningCall } from './assigning-call.ts'
import { type HowRead, howRead, type Within, within } from './how-read.ts'

/** A read of the environment as it stands in a file. */
export interface FoundRead {
  /** `undefined` where `process.env` goes somewhere whole, is asked for a computed name, or is given names that are not written there. */
  readonly variable: string | undefined
  readonly how: HowRead
  readonly within: Within
  /** The expression that is the variable's value, or the part of a pattern that takes it. */
  readonly start: number
  readonly end: number
  /** Whether a statement begins with it: a text in its place that begins with a bracket would be a call of the line before. */
  readonly isStartOfStatement: boolean
  /** Whether `new` takes it, or a part of it, for what to make: a text in its place that has a call would end there. */
  readonly isMadeByNew: boolean
}

/** Every read of `process.env` in a file, in the order of the source. */
export function environmentReadsIn(program: Program): FoundRead[] {
  const found: FoundRead[] = []
  forEachName(program, (name) => {
    if (!isDeclared(name)) found.push(...readsFrom(name))
  })
  return found.sort((left, right) => left.start - right.start)
}

/** Whether a name stands where it is declared. */
function isDeclared({ node, around }: NameInPlace): boolean {
  const parent = around.at(-1)
  if (parent?.type === 'VariableDeclarator') return parent.id === node
  if (parent?.type === 'Property') return around.at(-2)?.type === 'ObjectPattern' && parent.value === node
  return parent?.type === 'AssignmentPattern' && parent.left === node
}

/** The longest way from `process` to its variable is `globalThis.process.env`; from `require` it has a call more. */
const maxSteps = 3

function readsFrom(name: NameInPlace): FoundRead[] {
  let at: { node: Node; around: readonly Node[] } = { node: name.node, around: name.around }
  for (let step = 0; step <= maxSteps; step++) {
    if (isEnvironment(at.node, name.scope)) return readsOf(at.node, at.around, name.scope)
    const nested = nestedPattern(at.node, at.around, name.scope)
    if (nested !== undefined) return patternReads(nested, at.around)
    const parent = at.around.at(-1)
    const isWay =
      (parent?.type === 'MemberExpression' && parent.object === at.node) || (parent?.type === 'CallExpression' && parent.callee === at.node)
    if (!isWay) return []
    at = { node: parent, around: at.around.slice(0, -1) }
  }
  return []
}

/** `const { env: { NAME } } = process`. */
function nestedPattern(node: Node, around: readonly Node[], scope: Scope | undefined): ObjectPattern | undefined {
  const parent = around.at(-1)
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node || parent.id.type !== 'ObjectPattern') return undefined
  if (!isProcess(node, scope)) return undefined
  const environment = parent.id.properties.find((each) => each.type === 'Property' && staticKey(each) === 'env')
  return environment?.type === 'Property' && environment.value.type === 'ObjectPattern' ? environment.value : undefined
}

type ObjectPattern = Node & { type: 'ObjectPattern' }

/** The reads that an expression which is `process.env` is part of. */
function readsOf(environment: Node, outer: readonly Node[], scope: Scope | undefined): FoundRead[] {
  const { node, around } = outOfWrappers(environment, outer)
  const parent = around.at(-1)
  const whole = () => [readAt(undefined, node, around, 'whole')]
  switch (parent?.type) {
    case 'MemberExpression': {
      if (parent.object !== node) return whole()
      const key = staticKey(parent)
      const value = outOfWrappers(parent, around.slice(0, -1), saysText)
      const read = outOfWrappers(value.node, value.around)
      const how = howRead(read.node, read.around)
      return [readAt(key, value.node, value.around, key === undefined && how !== 'assigned' ? 'whole' : how)]
    }
    case 'VariableDeclarator':
      if (parent.id.type === 'ObjectPattern') return patternReads(parent.id, around)
      return isEnvironment(parent.id, scope) ? [] : whole() // a name that stays `process.env` is followed
    case 'CallExpression':
      return assignedBy(parent, node, around, scope) ?? whole()
    case 'AssignmentExpression':
      if (parent.left === node) return [readAt(undefined, node, around, 'assigned')]
      return parent.right === node && parent.left.type === 'ObjectPattern' ? patternReads(parent.left, around) : whole()
    case 'BinaryExpression':
      return parent.operator === 'in' && parent.right === node ? [readAt(stringIn(parent.left), parent, around, 'compared')] : whole()
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === node ? [] : whole()
    case 'UnaryExpression':
    case 'ExpressionStatement':
    case 'ExportSpecifier':
    case 'IfStatement':
      return []
    default:
      return whole()
  }
}

/** `Object.assign(process.env, { NAME: value })`, and calls like it. */
function assignedBy(call: Node, environment: Node, around: readonly Node[], scope: Scope | undefined): FoundRead[] | undefined {
  const found = assigningCall(call, environment, scope)
  if (found === undefined) return undefined
  const isHandedOn = found.givesEnvironment && around.at(-2)?.type !== 'ExpressionStatement'
  return [
    ...(isHandedOn ? [readAt(undefined, environment, around, 'whole')] : []),
    ...found.assigned.map(({ variable, at }) => readAt(variable, at, around, 'assigned')),
  ]
}

function patternReads(pattern: ObjectPattern, around: readonly Node[]): FoundRead[] {
  return pattern.properties.map((each) => {
    const key = each.type === 'Property' ? staticKey(each) : undefined
    return readAt(key, each, around, key === undefined ? 'whole' : 'destructured')
  })
}

function readAt(variable: string | undefined, node: Node, around: readonly Node[], how: HowRead): FoundRead {
  const { start, end } = node
  const statement = around.findLast(({ type }) => type === 'ExpressionStatement')
  const isStartOfStatement = statement?.start === start
  return { variable, how, within: within(around), start, end, isStartOfStatement, isMadeByNew: isMadeByNew(node, around) }
}

function isMadeByNew(node: Node, around: readonly Node[]): boolean {
  const parent = around.at(-1)
  if (parent?.type === 'NewExpression') return parent.callee === node
  const isPart = (parent?.type === 'MemberExpression' && parent.object === node) || parent?.type === 'TSNonNullExpression'
  return isPart && isMadeByNew(parent, around.slice(0, -1))
}

/** The expression with what TypeScript, or an optional chain, puts around it, as far as `goes` says. */
function outOfWrappers(node: Node, around: readonly Node[], goes = (_: Node) => true): { node: Node; around: readonly Node[] } {
  const parent = around.at(-1)
  if (parent === undefined || unwrapped(parent) === parent || unwrapped(parent) !== unwrapped(node) || !goes(parent))
    return { node, around }
  return outOfWrappers(parent, around.slice(0, -1), goes)
}

/** `!` and `as string`, which a text needs no more; a cast to anything else says what the code takes it for. */
function saysText(wrapper: Node): boolean {
  if (wrapper.type === 'TSAsExpression' || wrapper.type === 'TSTypeAssertion') return wrapper.typeAnnotation.type === 'TSStringKeyword'
  return wrapper.type === 'TSNonNullExpression' || wrapper.type === 'ChainExpression'
}
