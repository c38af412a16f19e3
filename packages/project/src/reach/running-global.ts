import type { Uses } from '../source/module-uses.ts'
import { type Node, staticKey, stringIn } from '../source/syntax-tree.ts'
import type { Unfollowed } from './unfollowed.ts'

/** Words without which code that is compiled from text reaches no file and no module. */
const reaching = /import|require|process|module|eval|Function|constructor|global|Worker/

const running = new Set(['eval', 'Function', 'WebAssembly'])

/** `eval`, `Function` and `WebAssembly`: they make code of text or bytes. */
export function runningGlobal({ name, node, around }: Uses['globals'][number]): Unfollowed[] {
  if (!running.has(name)) return []
  const parent = around.at(-2)
  if (parent !== undefined && isHarmless(node, parent, around.at(-3))) return []
  return [{ offset: node.start, reason: `uses ${name}, whose code is not seen`, isExcusable: true }]
}

/** A comparison, `Function.prototype`, and code that is written out and reaches nothing, as `Function('return this')`. */
function isHarmless(node: Node, parent: Node, above: Node | undefined): boolean {
  switch (parent.type) {
    case 'BinaryExpression':
      return true
    case 'UnaryExpression':
      return parent.operator === 'typeof'
    case 'MemberExpression':
      return ['prototype', 'name', 'length'].includes(staticKey(parent) ?? '')
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node && parent.arguments.every((each) => isHarmlessText(stringIn(each), parent, above))
    default:
      return false
  }
}

/** What `this` is, the global object, is followed only from where the function is called in place. */
function isHarmlessText(text: string | undefined, made: Node, above: Node | undefined): boolean {
  if (text === undefined || reaching.test(text)) return false
  return !/\bthis\b/.test(text) || (above?.type === 'CallExpression' && above.callee === made)
}
