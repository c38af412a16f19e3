import { dirname, resolve } from 'node:path'
import { importedAs, usesIn } from '../../source/module-uses.ts'
import { bindingOf, declaringScope, type Scope } from '../../source/scope.ts'
import { type Node, type Program, type SyntaxTree, staticKey, unwrapped } from '../../source/syntax-tree.ts'
import { declaringCalls } from '../declaring-call.ts'

/** The handles that files declare, as each file may write them. */
export interface DeclaredHandles {
  isHandle(file: string, expression: Node, scope: Scope | undefined): boolean
}

/** How many constants may stand behind one another; more is a circle. */
const maxConstants = 20

/** What an expression stands for: a name in a file, `secrets.stripe` inside an exported object. */
interface NameInFile {
  readonly file: string
  readonly name: string
}

export function declaredHandles(treeByFile: ReadonlyMap<string, SyntaxTree>): DeclaredHandles {
  const calls = new Set<Node>()
  const handles = new Set<string>()
  const fileByStem = new Map([...treeByFile.keys()].map((file) => [stemOf(file), file]))
  for (const [file, tree] of treeByFile) {
    for (const { call, exportName } of declaringCalls(tree)) {
      calls.add(call)
      if (exportName !== undefined) handles.add(keyOf({ file, name: exportName }))
    }
  }
  const fileOf = (importer: string, specifier: string): string | undefined => {
    const path = specifier.startsWith('.') ? stemOf(resolve(dirname(importer), specifier)) : undefined
    return path === undefined ? undefined : (fileByStem.get(path) ?? fileByStem.get(resolve(path, 'index')))
  }

  function isHandle(file: string, expression: Node, scope: Scope | undefined, constantsLeft = maxConstants): boolean {
    const node = unwrapped(expression)
    if (calls.has(node)) return true
    const named = namedBy(file, node, scope, constantsLeft)
    if (named !== undefined && handles.has(keyOf(named))) return true
    if (node.type !== 'Identifier' || constantsLeft === 0) return false
    const constant = bindingOf(node.name, scope)?.constant
    return constant !== undefined && isHandle(file, constant, declaringScope(node.name, scope), constantsLeft - 1)
  }

  function namedBy(file: string, expression: Node, scope: Scope | undefined, constantsLeft: number): NameInFile | undefined {
    const node = unwrapped(expression)
    const imported = importedAs(node, scope)
    if (imported !== undefined) {
      const from = fileOf(file, imported.specifier)
      return from === undefined ? undefined : { file: from, name: imported.member === '*' ? '' : imported.member }
    }
    if (node.type === 'MemberExpression') return inside(namedBy(file, node.object, scope, constantsLeft), staticKey(node))
    if (node.type !== 'Identifier' || constantsLeft === 0) return undefined
    const declaring = declaringScope(node.name, scope)
    const { property, constant } = bindingOf(node.name, scope) ?? {}
    const behind = (each: Node) => namedBy(file, each, declaring, constantsLeft - 1)
    if (property !== undefined) return inside(behind(property.of), property.key)
    const named = constant === undefined ? undefined : behind(constant)
    return named ?? (declaring?.node.type === 'Program' ? { file, name: node.name } : undefined)
  }

  // A file that exports handles of another anew has them too, and another may export those: until no more are found.
  for (let known = -1; known < handles.size; ) {
    known = handles.size
    for (const [file, { program }] of treeByFile)
      for (const each of exportedAnew(program)) {
        const from = fileOf(file, each.specifier)
        if (from !== undefined) for (const name of namesOf(handles, from, each.name)) handles.add(keyOf({ file, name: each.as ?? name }))
      }
  }
  return { isHandle }
}

function inside(owner: NameInFile | undefined, key: string | undefined): NameInFile | undefined {
  if (owner === undefined || key === undefined) return undefined
  return { file: owner.file, name: owner.name === '' ? key : `${owner.name}.${key}` }
}

interface ExportedAnew {
  readonly specifier: string
  /** `undefined` for all of the module's. */
  readonly name: string | undefined
  readonly as: string | undefined
}

function exportedAnew(program: Program): ExportedAnew[] {
  return usesIn(program).modules.flatMap(({ specifier, member, node, around }): ExportedAnew[] => {
    if (node.type === 'ExportAllDeclaration') return node.exported === null ? [{ specifier, name: undefined, as: undefined }] : []
    // `export { stripe } from …`, or of what was imported before
    const exporting = [node, around.at(-1)].find((each) => each?.type === 'ExportSpecifier')
    if (exporting?.type !== 'ExportSpecifier') return []
    return [{ specifier, name: member, as: exporting.exported.type === 'Literal' ? exporting.exported.value : exporting.exported.name }]
  })
}

function namesOf(handles: ReadonlySet<string>, file: string, name: string | undefined): string[] {
  const start = keyOf({ file, name: '' })
  const names = [...handles].filter((each) => each.startsWith(start)).map((each) => each.slice(start.length))
  return name === undefined ? names : names.filter((each) => each === name)
}

function keyOf({ file, name }: NameInFile): string {
  return `${file}#${name}`
}

function stemOf(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '')
}
