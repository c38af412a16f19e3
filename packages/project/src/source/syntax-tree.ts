import { extname } from 'node:path'
import { type Node, type Program, parseSync, visitorKeys } from 'oxc-parser'
import { isNestedTooDeeply } from './nesting.ts'

export type { Node, Program }

export interface SyntaxTree {
  readonly program: Program
  readonly source: string
}

const languageByExtension: Record<string, 'js' | 'jsx' | 'ts' | 'tsx'> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
}

/**
 * The tree of a source file, or `undefined` when it does not parse, or nests deeper than a recursive look can follow; what becomes of
 * such a file the caller says.
 */
export function syntaxTreeOf(file: string, source: string): SyntaxTree | undefined {
  if (isNestedTooDeeply(source)) return undefined
  const options = { lang: languageByExtension[extname(file)] ?? 'js', preserveParens: false } as const
  const asModule = parseSync(file, source, { ...options, sourceType: 'module' })
  // what is an error in a module (`with`, a top-level `return`) is allowed in CommonJS
  const parsed = asModule.errors.length === 0 ? asModule : parseSync(file, source, { ...options, sourceType: 'commonjs' })
  return parsed.errors.length === 0 && !isTooDeep(parsed.program) ? { program: parsed.program, source } : undefined
}

/** Levels of nodes; the deepest tree among large published packages has a tenth of it. */
const maxDepth = 2000

function isTooDeep(program: Program): boolean {
  let level: Node[] = [program]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true
    level = level.flatMap(childrenOf)
  }
  return false
}

/** The nodes right below `node`, in the order of the source. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (const key of visitorKeys[node.type] ?? []) {
    // visitorKeys names fields that hold a node, nodes (with holes in array patterns) or null, which the union of all nodes cannot say
    const value = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key]
    if (Array.isArray(value)) children.push(...value.filter((child) => child !== null))
    else if (value) children.push(value)
  }
  return children
}

/** The line, from 1, on which `offset` lies. */
export function lineAt(source: string, offset: number): number {
  let line = 1
  for (let at = source.indexOf('\n'); at !== -1 && at < offset; at = source.indexOf('\n', at + 1)) line++
  return line
}

/** The column, from 1, in which `offset` lies. */
export function columnAt(source: string, offset: number): number {
  return offset - source.lastIndexOf('\n', offset - 1)
}

/** The expression inside `x as T`, `x satisfies T`, `x!`, `<T>x`, `x<T>` and an optional chain's wrapper. */
export function unwrapped(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return unwrapped(node.expression)
    default:
      return node
  }
}

/** The property a member expression, an object's property or a pattern's names, when that is written out. */
export function staticKey(node: Node): string | undefined {
  if (node.type === 'MemberExpression')
    return node.computed ? stringIn(node.property) : node.property.type === 'Identifier' ? node.property.name : undefined
  if (node.type !== 'Property') return undefined
  if (!node.computed && node.key.type === 'Identifier') return node.key.name
  return stringIn(node.key)
}

/** The text of a string literal, or of a template without expressions. */
export function stringIn(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}
