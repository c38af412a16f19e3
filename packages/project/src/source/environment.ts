import { importedAs } from './module-uses.ts'
import { bindingOf, declaringScope, type Scope } from './scope.ts'
import { type Node, staticKey, unwrapped } from './syntax-tree.ts'

/** How many names may stand behind one another; more is a circle. */
const maxNames = 20

/** Whether an expression is `process.env`, by whatever way: an import, a name for it, `globalThis`. */
export function isEnvironment(expression: Node, scope: Scope | undefined, namesLeft = maxNames): boolean {
  return isPropertyOfProcess(expression, 'env', scope, namesLeft)
}

/** Whether an expression is `process` itself. */
export function isProcess(expression: Node, scope: Scope | undefined, namesLeft = maxNames): boolean {
  const node = unwrapped(expression)
  const imported = importedAs(node, scope)
  if (imported !== undefined) return isProcessModule(imported.specifier) && imported.member === '*'
  if (node.type === 'MemberExpression') return staticKey(node) === 'process' && isGlobalObject(node.object, scope)
  if (node.type !== 'Identifier') return false
  if (declaringScope(node.name, scope) === undefined) return node.name === 'process'
  const constant = bindingOf(node.name, scope)?.constant
  return constant !== undefined && namesLeft > 0 && isProcess(constant, declaringScope(node.name, scope), namesLeft - 1)
}

function isPropertyOfProcess(expression: Node, key: string, scope: Scope | undefined, namesLeft: number): boolean {
  const node = unwrapped(expression)
  const imported = importedAs(node, scope)
  if (imported !== undefined && isProcessModule(imported.specifier)) return imported.member === key
  if (node.type === 'MemberExpression') return staticKey(node) === key && isProcess(node.object, scope, namesLeft)
  if (node.type !== 'Identifier' || namesLeft === 0) return false
  const binding = bindingOf(node.name, scope)
  const declaredIn = declaringScope(node.name, scope)
  if (binding?.constant !== undefined) return isPropertyOfProcess(binding.constant, key, declaredIn, namesLeft - 1)
  return binding?.property?.key === key && isProcess(binding.property.of, declaredIn, namesLeft - 1)
}

/** The environment variable that an expression is: `process.env.NAME`, or a name taken out of `process.env`. */
export function variableOf(expression: Node, scope: Scope | undefined): string | undefined {
  const node = unwrapped(expression)
  if (node.type === 'MemberExpression') return isEnvironment(node.object, scope) ? staticKey(node) : undefined
  if (node.type !== 'Identifier') return undefined
  const property = bindingOf(node.name, scope)?.property
  return property !== undefined && isEnvironment(property.of, declaringScope(node.name, scope)) ? property.key : undefined
}

function isProcessModule(specifier: string): boolean {
  return specifier === 'process' || specifier === 'node:process'
}

function isGlobalObject(expression: Node, scope: Scope | undefined): boolean {
  const node = unwrapped(expression)
  return (
    node.type === 'Identifier' && (node.name === 'globalThis' || node.name === 'global') && declaringScope(node.name, scope) === undefined
  )
}
