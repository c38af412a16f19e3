import { forEachName, type NameInPlace } from '../../source/references.ts'
import { declaringScope, type Scope } from '../../source/scope.ts'
import { childrenOf, type Node, type Program, type SyntaxTree, staticKey, stringIn, unwrapped } from '../../source/syntax-tree.ts'
import { howRead } from '../environment-reads/how-read.ts'

/** Names that are taken of a module's exports; `undefined` where the module goes somewhere whole, so that any may be. */
export type NamesTaken = ReadonlySet<string> | undefined

const nothing: NamesTaken = new Set()

/** What a file takes of the module it names `specifier`, by all of its requires and imports of it. */
export function namesTaken(tree: SyntaxTree | undefined, specifier: string): NamesTaken {
  if (tree === undefined) return undefined
  const { program } = tree
  // every place that spells the name must be one that is understood: `import s = require('…')` and `jest.mock('…')` are none
  const understood = new Set<Node>()
  const takes: NamesTaken[] = program.body.flatMap((statement) => {
    const taken = namesImported(statement, specifier)
    if (taken === undefined) return []
    understood.add(taken.source)
    return [taken.names]
  })
  forEachName(program, (name) => {
    if (isLoose(name)) takes.push(undefined)
    const call = name.around.at(-1)
    const given = isRequireOf(name, call) ? call.arguments[0] : undefined
    if (call === undefined || given === undefined || stringIn(given) !== specifier) return
    understood.add(given)
    takes.push(takenOf(call, name.around.slice(0, -1), name.scope, program))
  })
  return spelledIn(program, specifier).every((node) => understood.has(node)) ? together(takes) : undefined
}

/** `require` that is no plain call, or `module` beyond its exports: both lead to modules by other ways. */
function isLoose(name: NameInPlace): boolean {
  const { node, around, scope } = name
  if (declaringScope(node.name, scope) !== undefined) return false
  const parent = around.at(-1)
  if (node.name === 'module')
    return parent?.type === 'MemberExpression' ? staticKey(parent) !== 'exports' : !/^(?:Unary|Binary)/.test(parent?.type ?? '')
  if (node.name !== 'require') return false
  if (parent?.type === 'UnaryExpression') return parent.operator !== 'typeof'
  const [given] = isRequireOf(name, parent) ? parent.arguments : []
  return given === undefined || stringIn(given) === undefined
}

function isRequireOf({ node, scope }: NameInPlace, call: Node | undefined): call is Node & { type: 'CallExpression' } {
  return (
    node.name === 'require' && declaringScope('require', scope) === undefined && call?.type === 'CallExpression' && call.callee === node
  )
}

/** `import { a } from './secrets.cjs'`, and the same exported again. */
function namesImported(statement: Node, specifier: string): { source: Node; names: NamesTaken } | undefined {
  if (statement.type !== 'ImportDeclaration' && statement.type !== 'ExportNamedDeclaration') return undefined
  const { source } = statement
  if (source === null || source.value !== specifier) return undefined
  const kind = statement.type === 'ImportDeclaration' ? statement.importKind : statement.exportKind
  return { source, names: kind === 'type' ? nothing : together(statement.specifiers.map(nameOf)) }
}

function nameOf(specifier: Node): NamesTaken {
  const name =
    specifier.type === 'ImportSpecifier' ? specifier.imported : specifier.type === 'ExportSpecifier' ? specifier.local : undefined
  return named(name?.type === 'Literal' ? name.value : name?.name)
}

/** The default export of a CommonJS module is the module. */
function named(key: string | undefined): NamesTaken {
  return key === undefined || key === 'default' ? undefined : new Set([key])
}

function together(all: readonly NamesTaken[]): NamesTaken {
  const names = all.filter((each) => each !== undefined)
  return names.length < all.length ? undefined : new Set(names.flatMap((each) => [...each]))
}

/** What is taken of `module`, followed outwards through the expressions it is the value of. */
function takenOf(module: Node, around: readonly Node[], scope: Scope | undefined, program: Program): NamesTaken {
  const parent = around.at(-1)
  if (parent === undefined) return undefined
  const outer = around.slice(0, -1)
  if (isWrapper(parent, module)) return takenOf(parent, outer, scope, program)
  switch (parent.type) {
    case 'ExpressionStatement':
      return nothing
    case 'MemberExpression':
      return parent.object === module && isRead(parent, outer) ? named(staticKey(parent)) : undefined
    case 'VariableDeclarator':
      if (parent.init !== module) return undefined
      if (parent.id.type === 'ObjectPattern') return namesIn(parent.id)
      // a name for a name is not followed: there may be a circle
      return parent.id.type === 'Identifier' &&
        unwrapped(module).type === 'CallExpression' &&
        outer.at(-2)?.type !== 'ExportNamedDeclaration'
        ? takenOfName(parent.id, scope, program)
        : undefined
    case 'AssignmentExpression':
      // anywhere but in a statement the whole is the value of the assignment
      return parent.right === module && parent.left.type === 'ObjectPattern' && outer.at(-1)?.type === 'ExpressionStatement'
        ? namesIn(parent.left)
        : undefined
    default:
      return undefined
  }
}

/** A method that is called, or a tag, gets the module as `this`; `(0, secrets_1.f)()`, as TypeScript writes it, does not. */
function isRead(member: Node, around: readonly Node[]): boolean {
  const parent = around.at(-1)
  if (parent === undefined) return false
  if (isWrapper(parent, member)) return isRead(parent, around.slice(0, -1))
  if (parent.type === 'CallExpression') return parent.callee !== member
  if (parent.type === 'TaggedTemplateExpression') return parent.tag !== member
  return howRead(member, around) !== 'assigned'
}

function isWrapper(parent: Node, node: Node): boolean {
  return unwrapped(parent) !== parent && unwrapped(parent) === unwrapped(node)
}

function namesIn(pattern: Node & { type: 'ObjectPattern' }): NamesTaken {
  return together(pattern.properties.map((each) => named(staticKey(each))))
}

/** What is taken of a variable that holds the module. */
function takenOfName({ name, start }: Node & { type: 'Identifier' }, scope: Scope | undefined, program: Program): NamesTaken {
  const holder = declaringScope(name, scope)?.node
  const takes: NamesTaken[] = []
  forEachName(program, ({ node, around, scope: at }) => {
    if (node.name !== name || node.start === start || declaringScope(name, at)?.node !== holder) return
    takes.push(takenOf(node, around, at, program))
  })
  return holder === undefined ? undefined : together(takes)
}

/** Where a file writes out `text` as a value. */
function spelledIn(program: Program, text: string): Node[] {
  const found: Node[] = []
  const visit = (node: Node): void => {
    if (stringIn(node) === text) found.push(node)
    else for (const child of childrenOf(node)) visit(child)
  }
  visit(program)
  return found
}
