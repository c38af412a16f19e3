import type { Uses } from '../source/module-uses.ts'
import { type Node, staticKey, stringIn } from '../source/syntax-tree.ts'
import type { Unfollowed } from './unfollowed.ts'

/** Words without which code that is compiled from text reaches no file and no module. */
const reaching = /import|require|process|module|eval|Function|constructor|global|Worker/

/** `eval` and `Function`: they compile text into code. */
export function runningGlobal({ name, node, around }: Uses['globals'][number]): Unfollowed[] {
  if (name !== 'eval' && name !== 'Function') return []
  const parent = around.at(-2)
  if (parent !== undefined && isHarmless(node, parent)) return []
  return [{ offset: node.start, reason: `uses ${name}, whose code is not seen`, isExcusable: true }]
}

/** A comparison, `Function.prototype`, and code that is written out and reaches nothing, as `Function('return this')`. */
function isHarmless(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'BinaryExpression':
      return true
    case 'UnaryExpression':
      return parent.operator === 'typeof'
    case 'MemberExpression':
      return ['prototype', 'name', 'length'].includes(staticKey(parent) ?? '')
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node && parent.arguments.every((each) => !reaching.test(stringIn(each) ?? 'import'))
    default:
      return false
  }
}
