import { type Node, stringIn, unwrapped } from '../../source/syntax-tree.ts'

/**
 * How a variable is read: its value is used as it is; with a default; taken out by a pattern; only looked at, for whether it is set; set or
 * deleted; or the whole environment is handed on, so that what is read of it is not seen.
 */
export type HowRead = 'plain' | 'default' | 'destructured' | 'compared' | 'assigned' | 'whole'

/**
 * Where it is read: while its module loads, in a function that can await, or in one that cannot; in the default of a parameter, or while a
 * class or an instance of it is made, neither of which can await in any function.
 */
export type Within = 'module' | 'async function' | 'function' | 'parameter' | 'class'

export function howRead(read: Node, around: readonly Node[]): HowRead {
  const parent = around.at(-1)
  switch (parent?.type) {
    case 'AssignmentExpression':
      return parent.left === read ? 'assigned' : 'plain'
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return 'assigned'
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === read ? 'assigned' : 'plain'
    case 'Property':
      return around.at(-2)?.type === 'ObjectPattern' && parent.value === read ? 'assigned' : 'plain'
    case 'UnaryExpression':
      if (parent.operator === 'delete') return 'assigned'
      return parent.operator === 'typeof' || isTest(read, around) ? 'compared' : 'plain'
    case 'LogicalExpression':
      if (parent.left !== read) return 'plain'
      return parent.operator === '&&' || (parent.operator === '||' && isTest(parent, around.slice(0, -1))) ? 'compared' : 'default'
    case 'BinaryExpression':
      // what is compared with anything else is used: it may be what lets a caller in
      return isEquality(parent.operator) && isNothing(parent.left === read ? parent.right : parent.left) ? 'compared' : 'plain'
    default:
      return isTest(read, around) ? 'compared' : 'plain'
  }
}

/** Whether nothing but its being there decides. */
function isTest(read: Node, around: readonly Node[]): boolean {
  const parent = around.at(-1)
  switch (parent?.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ConditionalExpression':
      return parent.test === read
    case 'UnaryExpression':
      return parent.operator === '!'
    default:
      return false
  }
}

function isEquality(operator: string): boolean {
  return operator === '===' || operator === '!==' || operator === '==' || operator === '!='
}

/** `undefined`, `void 0`, `null` or `''`: what a variable is, or is taken for, where it is not set. */
function isNothing(operand: Node): boolean {
  const node = unwrapped(operand)
  if (node.type === 'Identifier') return node.name === 'undefined'
  if (node.type === 'UnaryExpression') return node.operator === 'void'
  return stringIn(node) === '' || (node.type === 'Literal' && node.raw === 'null')
}

export function within(around: readonly Node[]): Within {
  for (let at = around.length - 1; at >= 0; at--) {
    const node = around[at]
    const inner = around[at + 1]
    switch (node?.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        // what is read directly in the body of an arrow has nothing between
        if (inner !== undefined && inner !== node.body) return 'parameter'
        return node.async ? 'async function' : 'function'
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'StaticBlock':
      case 'Decorator':
        return 'class'
      default:
    }
  }
  return 'module'
}
