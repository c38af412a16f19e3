import { assignedNames } from './assigned-names.ts'
import { exportOf, type Imported, loadedBy } from './module-expression.ts'
import { isTypeOnly, referencesIn } from './references.ts'
import { bindingOf, type Scope, scopeWithin } from './scope.ts'
import { type Node, type Program, staticKey, stringIn, unwrapped } from './syntax-tree.ts'

/** A place where a file uses an export of a module. */
export interface ModuleUse extends Imported {
  /** The call, when the export is called; else the expression that takes it as a value. */
  readonly node: Node
  readonly isCall: boolean
  readonly scope: Scope | undefined
  /** The nodes around `node`, outermost first. */
  readonly around: readonly Node[]
}

export interface Uses {
  readonly modules: ModuleUse[]
  /** Names that nothing in the file declares, with the nodes around them. */
  readonly globals: { name: string; node: Node; around: readonly Node[] }[]
}

/** Every use of a module's exports and of a global in a file, under whatever local name, shadowing respected. */
export function usesIn(program: Program): Uses {
  const assigned = assignedNames(program)
  const uses: Uses = { modules: [], globals: [] }
  const around: Node[] = []

  const walk = (node: Node, outer: Scope | undefined): void => {
    if (isTypeOnly(node)) return
    const scope = scopeWithin(node, outer, assigned)
    around.push(node)
    for (const child of step(node, scope)) walk(child, scope)
    around.pop()
  }

  /** Records what `node` uses and gives the nodes below it that are still to be looked at. */
  const step = (node: Node, scope: Scope | undefined): readonly Node[] => {
    switch (node.type) {
      case 'CallExpression':
      case 'MemberExpression':
      case 'AwaitExpression':
        return stepExpression(node, scope)
      case 'ImportExpression': {
        // not awaited in place: whoever gets the promise gets the module
        const specifier = stringIn(node.source)
        if (specifier !== undefined) record({ specifier, member: '*' }, node, false, scope)
        break
      }
      case 'Identifier':
        return stepIdentifier(node, scope)
      case 'VariableDeclarator':
        if (node.init !== null && loadedBy(node.init) !== undefined && isWhollyBound(node.id, scope)) return []
        break
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        if (node.source) {
          stepReExport(node)
          return []
        }
        break
      default:
    }
    return referencesIn(node)
  }

  const record = (imported: Imported, node: Node, isCall: boolean, scope: Scope | undefined): void => {
    uses.modules.push({ ...imported, node, isCall, scope, around: around.filter((each) => each !== node) })
  }

  const stepExpression = (node: Node, scope: Scope | undefined): readonly Node[] => {
    if (node.type === 'CallExpression') {
      const called = importedAs(node.callee, scope)
      if (called !== undefined && called.member !== '*') {
        record(called, node, true, scope)
        return node.arguments
      }
    }
    const imported = importedAs(node, scope)
    if (imported === undefined) return referencesIn(node)
    record(imported, node, false, scope)
    return []
  }

  const stepIdentifier = (node: Node & { type: 'Identifier' }, scope: Scope | undefined): readonly Node[] => {
    const binding = bindingOf(node.name, scope)
    if (binding?.imported) record(binding.imported, node, false, scope)
    if (binding === undefined) uses.globals.push({ name: node.name, node, around: [...around] })
    return referencesIn(node)
  }

  const stepReExport = (node: Node): void => {
    if (node.type === 'ExportAllDeclaration' && node.exportKind !== 'type')
      record({ specifier: node.source.value, member: '*' }, node, false, undefined)
    if (node.type !== 'ExportNamedDeclaration' || node.exportKind === 'type' || !node.source) return
    for (const each of node.specifiers) {
      const member = each.local.type === 'Literal' ? each.local.value : each.local.name
      if (each.exportKind !== 'type')
        record({ specifier: node.source.value, member: member === 'default' ? '*' : member }, each, false, undefined)
    }
  }

  walk(program, undefined)
  return uses
}

/** The module or export that an expression stands for. */
export function importedAs(expression: Node, scope: Scope | undefined): Imported | undefined {
  const node = unwrapped(expression)
  switch (node.type) {
    case 'Identifier':
      return bindingOf(node.name, scope)?.imported
    case 'MemberExpression':
      return exportOf(importedAs(node.object, scope), staticKey(node))
    case 'SequenceExpression': {
      // compilers call an import as `(0, module.name)(…)`
      const [first, last] = node.expressions
      return node.expressions.length === 2 && first?.type === 'Literal' && last !== undefined ? importedAs(last, scope) : undefined
    }
    default:
      return loadedBy(node)
  }
}

/** Whether every name of a pattern is bound to an export, so that the module itself goes nowhere else. */
function isWhollyBound(pattern: Node, scope: Scope | undefined): boolean {
  if (pattern.type === 'Identifier') return bindingOf(pattern.name, scope)?.imported !== undefined
  if (pattern.type !== 'ObjectPattern') return false
  return pattern.properties.every(
    (each) => each.type === 'Property' && each.value.type === 'Identifier' && isWhollyBound(each.value, scope),
  )
}
