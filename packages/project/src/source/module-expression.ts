import { type Node, staticKey, stringIn, unwrapped } from './syntax-tree.ts'

/** A module, or one export of it, as an expression gives it. */
export interface Imported {
  readonly specifier: string
  /** The export's name; `*` for the module itself. */
  readonly member: string
}

/** Esbuild writes `__require` for the `require` of an ES module; a numeral follows where the name was taken. */
const requireName = /^(?:__)?require\d*$/
/** How TypeScript, esbuild and Babel wrap a CommonJS module to look like a namespace. */
const interopName = /^(?:__importStar|__importDefault|__toESM|_interopRequireWildcard|_interopRequireDefault)\d*$/

export function isRequire(name: string): boolean {
  return requireName.test(name)
}

/**
 * The module an expression loads by itself: `require('x')`, `await import('x')`, `process.getBuiltinModule('x')`,
 * a compiler's wrapper of one of them, or a member of it.
 */
export function loadedBy(expression: Node): Imported | undefined {
  const node = unwrapped(expression)
  switch (node.type) {
    case 'AwaitExpression': {
      const awaited = unwrapped(node.argument)
      if (awaited.type !== 'ImportExpression') return loadedBy(awaited)
      const specifier = stringIn(awaited.source)
      return specifier === undefined ? undefined : { specifier, member: '*' }
    }
    case 'CallExpression':
      return loadedByCall(node)
    case 'MemberExpression':
      return exportOf(loadedBy(node.object), staticKey(node))
    default:
      return undefined
  }
}

/** What `member` of an imported module is; the default export of a CommonJS module is the module. */
export function exportOf(owner: Imported | undefined, member: string | undefined): Imported | undefined {
  if (owner?.member !== '*' || member === undefined) return undefined
  return { specifier: owner.specifier, member: member === 'default' ? '*' : member }
}

function loadedByCall(node: Node & { type: 'CallExpression' }): Imported | undefined {
  const callee = unwrapped(node.callee)
  const first = node.arguments[0]
  if (first === undefined) return undefined
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? staticKey(callee) : undefined
  if (name === undefined) return undefined
  if (interopName.test(name)) return loadedBy(first)
  const loads = callee.type === 'Identifier' ? isRequire(name) : name === 'getBuiltinModule' || name === 'require'
  const specifier = loads ? stringIn(first) : undefined
  return specifier === undefined ? undefined : { specifier, member: '*' }
}
