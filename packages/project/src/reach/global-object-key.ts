import { literalOf } from '../source/literal.ts'
import { bindingOf, type Scope } from '../source/scope.ts'
import { type Node, staticKey, unwrapped } from '../source/syntax-tree.ts'

/** What Node calls the object of all globals; `self` is what packages ask for that run in browsers too. */
export const globalNames: ReadonlySet<string> = new Set(['globalThis', 'global', 'self'])

/** Globals that make code of text or bytes, by which any file may be loaded. */
const running = ['eval', 'Function', 'WebAssembly']

/** What is taken from the global object: itself, something that may run code, or something that does no harm. */
export type Taken = 'itself' | 'harmless' | { reason: string }

/** What a member expression, or a property of a pattern, takes from the global object. */
export function takenBy(node: Node & { type: 'MemberExpression' | 'Property' }, scope: Scope | undefined): Taken {
  const written = node.type === 'MemberExpression' ? node.property : node.key
  const key = staticKey(node) ?? literalOf(written, scope)
  if (key === undefined || typeof key === 'object')
    return isSymbol(written, scope) || !maySpellRunning(written)
      ? 'harmless'
      : { reason: 'uses globalThis by a computed name, which may be eval' }
  if (running.includes(String(key))) return { reason: `uses globalThis.${key}, whose code is not seen` }
  return globalNames.has(String(key)) ? 'itself' : 'harmless'
}

/** Whether an expression is a symbol, or a variable that holds one: registries that packages share lie under such keys. */
function isSymbol(expression: Node, scope: Scope | undefined): boolean {
  const node = unwrapped(expression)
  const value = node.type === 'Identifier' ? bindingOf(node.name, scope)?.constant : node
  const made = value?.type === 'CallExpression' ? value.callee : value
  const owner = made?.type === 'MemberExpression' ? made.object : made
  return owner?.type === 'Identifier' && owner.name === 'Symbol' && bindingOf('Symbol', scope) === undefined
}

/** Whether a computed name could come out as one of those that run code, or as the object itself: not when it begins in another way. */
function maySpellRunning(expression: Node): boolean {
  const start = startOf(expression)
  return [...running, ...globalNames].some((name) => name.startsWith(start))
}

/** The text an expression begins with, as far as it is written out. */
function startOf(expression: Node): string {
  const node = unwrapped(expression)
  if (node.type === 'TemplateLiteral') return node.quasis[0]?.value.cooked ?? ''
  if (node.type === 'BinaryExpression' && node.operator === '+') return startOf(node.left)
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : ''
}
