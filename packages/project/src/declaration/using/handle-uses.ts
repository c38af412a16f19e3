import { assignedNames } from '../../source/assigned-names.ts'
import { isTypeOnly } from '../../source/references.ts'
import { type Scope, scopeWithin } from '../../source/scope.ts'
import { childrenOf, lineAt, type Node, type SyntaxTree, staticKey, syntaxTreeOf } from '../../source/syntax-tree.ts'
import { type DeclaredHandles, declaredHandles } from './declared-handles.ts'

/** A source file: its absolute path and its text. */
export interface SourceText {
  readonly file: string
  readonly text: string
}

/** A member of a declared handle where a file uses it: `get` of `stripe.get()`. */
export interface HandleUse {
  /** Absolute. */
  readonly file: string
  readonly line: number
  readonly member: string
  /** Whether it is called with arguments. */
  readonly isGivenArguments: boolean
}

/**
 * Where files use a member of a handle that one of them declares, under whatever local name, through files that export it anew too. A handle
 * that is handed to a function is not followed; a file that does not parse uses none.
 */
export function handleUses(files: readonly SourceText[]): HandleUse[] {
  const trees = files.flatMap(({ file, text }) => {
    const tree = syntaxTreeOf(file, text)
    return tree === undefined ? [] : [[file, tree] as const]
  })
  const handles = declaredHandles(new Map(trees))
  return trees.flatMap(([file, tree]) => usesIn(file, tree, handles))
}

function usesIn(file: string, { program, source }: SyntaxTree, handles: DeclaredHandles): HandleUse[] {
  const assigned = assignedNames(program)
  const uses: HandleUse[] = []
  const add = (member: string | undefined, at: Node, isGivenArguments: boolean): void => {
    if (member !== undefined) uses.push({ file, line: lineAt(source, at.start), member, isGivenArguments })
  }
  const walk = (node: Node, outer: Scope | undefined, parent: Node | undefined): void => {
    if (isTypeOnly(node)) return
    const scope = scopeWithin(node, outer, assigned)
    if (node.type === 'MemberExpression' && handles.isHandle(file, node.object, scope)) {
      const isCalled = parent?.type === 'CallExpression' && parent.callee === node
      add(staticKey(node), node.property, isCalled && parent.arguments.length > 0)
    }
    // `const { fetch } = stripe`
    if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init !== null)
      if (handles.isHandle(file, node.init, scope)) for (const each of node.id.properties) add(staticKey(each), each, false)
    for (const child of childrenOf(node)) walk(child, scope, node)
  }
  walk(program, undefined, undefined)
  return uses
}
