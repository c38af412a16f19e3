import { childrenOf, type Node, unwrapped } from './syntax-tree.ts'

/** Names that are assigned to after their declaration, anywhere in the file: nothing is known of their value. */
export function assignedNames(root: Node): Set<string> {
  const names = new Set<string>()
  const visit = (node: Node): void => {
    if (node.type === 'AssignmentExpression' || node.type === 'ForInStatement' || node.type === 'ForOfStatement') addNames(node.left, names)
    if (node.type === 'UpdateExpression') addNames(node.argument, names)
    for (const child of childrenOf(node)) visit(child)
  }
  visit(root)
  return names
}

function addNames(target: Node, names: Set<string>): void {
  const node = unwrapped(target)
  if (node.type === 'Identifier') names.add(node.name)
  else for (const each of targetsIn(node)) addNames(each, names)
}

function targetsIn(node: Node): readonly Node[] {
  switch (node.type) {
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement':
      return childrenOf(node)
    case 'Property':
      return [node.value]
    case 'AssignmentPattern':
      return [node.left]
    default:
      return []
  }
}
