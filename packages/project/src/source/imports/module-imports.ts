import { loadedBy } from '../module-expression.ts'
import { childrenOf, lineAt, type Node, type SyntaxTree, staticKey, stringIn, syntaxTreeOf, unwrapped } from '../syntax-tree.ts'

/** An import of a module in a file, as it is written. */
export interface ModuleImport {
  readonly specifier: string
  /** Where the specifier stands in the source, without its quotes. */
  readonly start: number
  readonly end: number
  readonly line: number
  /** What is imported by name; `undefined` when it is the module as a whole. */
  readonly names: readonly string[] | undefined
}

/**
 * Every import of a module in a source file: by `import` and `export … from`, of types too, by `require` and `import()`.
 * @param file tells the language by its ending
 * @returns `undefined` when the source does not parse
 */
export function moduleImports(file: string, source: string): ModuleImport[] | undefined {
  const tree = syntaxTreeOf(file, source)
  if (tree === undefined) return undefined
  const found: ModuleImport[] = []
  const walk = (node: Node, pattern: Node | undefined): void => {
    const one = importIn(node, pattern)
    if (one !== undefined && stringIn(one.from) !== undefined) found.push(placed(one, tree))
    // `const { apiKey } = require('sallyport')`, and the same of an awaited `import()`
    const bound = node.type === 'VariableDeclarator' && node.init !== null && isModule(node.init) ? node.id : undefined
    const isPassed = node.type === 'AwaitExpression' || unwrapped(node) !== node
    for (const child of childrenOf(node)) walk(child, bound ?? (isPassed ? pattern : undefined))
  }
  walk(tree.program, undefined)
  return found
}

interface FoundImport {
  readonly from: Node
  readonly names: readonly string[] | undefined
}

function importIn(node: Node, pattern: Node | undefined): FoundImport | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return {
        from: node.source,
        names: allNamed(node.specifiers.map((each) => (each.type === 'ImportSpecifier' ? nameOf(each.imported) : undefined))),
      }
    case 'ExportNamedDeclaration':
      return node.source === null ? undefined : { from: node.source, names: node.specifiers.map(({ local }) => nameOf(local)) }
    case 'ExportAllDeclaration':
      return { from: node.source, names: undefined }
    case 'ImportExpression':
      return { from: node.source, names: namesIn(pattern) }
    case 'CallExpression': {
      const [from] = node.arguments
      return from === undefined || loadedBy(node)?.member !== '*' ? undefined : { from, names: namesIn(pattern) }
    }
    case 'TSImportType':
      return { from: node.source, names: node.qualifier?.type === 'Identifier' ? [node.qualifier.name] : undefined }
    case 'TSExternalModuleReference':
      return { from: node.expression, names: undefined }
    default:
      return undefined
  }
}

function placed({ from, names }: FoundImport, { source }: SyntaxTree): ModuleImport {
  const [start, end] = [from.start + 1, from.end - 1]
  return { specifier: source.slice(start, end), start, end, line: lineAt(source, start), names }
}

function isModule(init: Node): boolean {
  return loadedBy(init)?.member === '*'
}

function namesIn(pattern: Node | undefined): readonly string[] | undefined {
  if (pattern?.type !== 'ObjectPattern') return undefined
  return allNamed(pattern.properties.map((each) => staticKey(each)))
}

function allNamed(names: readonly (string | undefined)[]): readonly string[] | undefined {
  return names.every((each) => each !== undefined) ? names : undefined
}

function nameOf(node: Node & { type: 'Identifier' | 'Literal' }): string {
  return node.type === 'Literal' ? String(node.value) : node.name
}
