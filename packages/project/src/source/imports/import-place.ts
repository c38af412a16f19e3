import { loadedBy } from '../module-expression.ts'
import { type Node, type SyntaxTree, stringIn } from '../syntax-tree.ts'
import type { WrittenStyle } from '../written-style.ts'

/** Where a new import goes. */
export interface Place {
  readonly at: number
  /** Below what stands there, with a line break before it. */
  readonly isBelow: boolean
  /** As the only import, with an empty line after it. */
  readonly isAlone: boolean
}

/** Below the last import; without one, below directives and what the file says of itself. */
export function importPlace({ program, source }: SyntaxTree, { modules }: WrittenStyle): Place {
  const isImport = (node: Node) => (modules === 'esm' ? node.type === 'ImportDeclaration' : isRequire(node))
  const last = program.body.findLast(isImport) ?? program.body.findLast((node) => node.type === 'ExpressionStatement' && isDirective(node))
  if (last !== undefined) return { at: endOfLine(source, last.end), isBelow: true, isAlone: false }
  return { at: startBelowHeader(source), isBelow: false, isAlone: true }
}

function isRequire(node: Node): boolean {
  return node.type === 'VariableDeclaration' && node.declarations.some(({ init }) => init !== null && loadedBy(init) !== undefined)
}

function isDirective(node: Node & { type: 'ExpressionStatement' }): boolean {
  return 'directive' in node && stringIn(node.expression) !== undefined
}

/** The end of the line where nothing but a comment follows a statement, else the statement's own. */
function endOfLine(source: string, end: number): number {
  const rest = /^[ \t]*(?:\/\/[^\n\r]*|\/\*[^\n\r]*\*\/)?[ \t]*(?=\r?\n|$)/.exec(source.slice(end))
  return end + (rest?.[0].length ?? 0)
}

/** Past `#!` and a first comment that an empty line sets apart from the code. */
function startBelowHeader(source: string): number {
  const header = /^\uFEFF?(?:#![^\n]*\n)?(?:(?:\/\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*\r?\n|(?:\/\/[^\n]*\n)+)[ \t]*\r?\n)?/.exec(source)
  return header?.[0].length ?? 0
}
