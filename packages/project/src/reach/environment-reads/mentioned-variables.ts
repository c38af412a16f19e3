import { childrenOf, type Node, type Program, stringIn } from '../../source/syntax-tree.ts'

/** Where a program writes out the name of a variable: packages ask for them by way of a function of their own, as `readEnv('API_KEY')`. */
export function mentionedVariables(program: Program, variables: ReadonlySet<string>): { variable: string; offset: number }[] {
  if (variables.size === 0) return []
  const found: { variable: string; offset: number }[] = []
  const visit = (node: Node): void => {
    const text = stringIn(node)
    if (text !== undefined && variables.has(text)) found.push({ variable: text, offset: node.start })
    for (const child of childrenOf(node)) visit(child)
  }
  visit(program)
  return found
}
