import type { Node } from '../../source/syntax-tree.ts'

/**
 * How a variable is read: its value is used as it is; with a default; taken out by a pattern; only looked at; set or deleted; or the
 * whole environment is handed on, so that what is read of it is not seen.
 */
export type HowRead = 'plain' | 'default' | 'destructured' | 'compared' | 'assigned' | 'whole'

/** Where it is read: while its module loads, in a function that can await, or in one that cannot. */
export type Within = 'module' | 'async function' | 'function'

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
      return parent.operator === 'delete' ? 'assigned' : parent.operator === '!' || parent.operator === 'typeof' ? 'compared' : 'plain'
    case 'LogicalExpression':
      return parent.left !== read ? 'plain' : parent.operator === '&&' ? 'compared' : 'default'
    case 'BinaryExpression':
      return parent.operator === '+' ? 'plain' : 'compared'
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'SwitchStatement':
    case 'SwitchCase':
      return 'compared'
    case 'ConditionalExpression':
      return parent.test === read ? 'compared' : 'plain'
    default:
      return 'plain'
  }
}

export function within(around: readonly Node[]): Within {
  for (let at = around.length - 1; at >= 0; at--) {
    const node = around[at]
    const inner = around[at + 1]
    switch (node?.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        // a parameter's default cannot await, and whatever is read directly in the body of an arrow has nothing between
        return node.async && (inner === undefined || inner === node.body) ? 'async function' : 'function'
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'StaticBlock':
      case 'Decorator':
        return 'function'
      default:
    }
  }
  return 'module'
}
