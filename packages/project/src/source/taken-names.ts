import { childrenOf, type Node, type Program } from './syntax-tree.ts'

/** Every name in a file that a new one must not be. */
export function takenNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (node: Node): void => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') names.add(node.name)
    for (const child of childrenOf(node)) {
      const isProperty =
        (node.type === 'MemberExpression' && !node.computed && child === node.property) ||
        (node.type === 'Property' && !node.computed && child === node.key && !node.shorthand)
      if (!isProperty) visit(child)
    }
  }
  visit(program)
  return names
}

/** A name like `name` that is not taken: itself, `nameSecret`, `nameSecret2` … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 0; ; number++) {
    const candidate = number === 0 ? name : `${name}Secret${number === 1 ? '' : number}`
    if (!taken.has(candidate)) return candidate
  }
}
