import MagicString from 'magic-string'
import { type DeclaringCall, declaringCalls } from '../declaration/declaring-call.ts'
import { type Node, syntaxTreeOf, unwrapped } from '../source/syntax-tree.ts'
import { callsLeft } from './taken/calls-left.ts'

/** How a declaring call is known again in a bundle. ASCII, since a bundler escapes the rest. */
const mark = (id: number) => `sallyport~${id}~`
const marks = /sallyport~(\d+)~/g

/** The ids of the declaring calls that are left in a bundle. */
export function idsIn(bundle: string): Set<number> {
  return new Set(Array.from(bundle.matchAll(marks), ([, id]) => Number(id)))
}

/**
 * The source with every declaring call made a plain object that carries an id: a bundler drops it where nothing uses it, whatever
 * annotations say. Lines stay where they were. A file that does not parse stays as it is: its calls are found in the bundle.
 * @param taken the names that are taken of a CommonJS file, where that is known: what only others need gets no id
 */
export function instrumented(file: string, source: string, register: (call: DeclaringCall) => number, taken?: ReadonlySet<string>): string {
  const tree = syntaxTreeOf(file, source)
  if (tree === undefined) return source
  const edited = new MagicString(source)
  const calls = declaringCalls(tree)
  const declaring = new Set<Node>(calls.map(({ call }) => call))
  const left = new Set(taken === undefined ? calls : callsLeft(tree.program, calls, taken))
  for (const each of calls) {
    const id = register(each)
    replaceCall(edited, source, each, left.has(each) ? `"~reach": "${mark(id)}", ` : '', declaring)
  }
  return edited.toString()
}

/**
 * The arguments stay beside the id, since one may be a secret itself. At the top of a module they stand in a function, so that the
 * object can be dropped; what they do when the module loads then stands, once more, at the end of the file.
 */
function replaceCall(
  edited: MagicString,
  source: string,
  { call, around }: DeclaringCall,
  reach: string,
  declaring: ReadonlySet<Node>,
): void {
  const isTopLevel = !around.some(isFunction)
  const head = `({ ${reach}"~with": ${isTopLevel ? 'async () => ' : ''}[`
  const [first, last] = [call.arguments[0], call.arguments.at(-1)]
  if (first === undefined || last === undefined) {
    edited.overwrite(call.start, call.end, `${head}] })${lineBreaks(source, call.start, call.end)}`)
    return
  }
  edited.overwrite(call.start, first.start, head + lineBreaks(source, call.start, first.start))
  edited.overwrite(last.end, call.end, `${lineBreaks(source, last.end, call.end)}] })`)
  if (isTopLevel && !call.arguments.every((each) => doesNothing(each, declaring)))
    edited.append(`\n;[${source.slice(first.start, last.end)}\n];`)
}

function lineBreaks(source: string, start: number, end: number): string {
  return '\n'.repeat(source.slice(start, end).split('\n').length - 1)
}

function isFunction({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
}

/** Whether evaluating an argument runs no code but that which declares. */
function doesNothing(expression: Node, declaring: ReadonlySet<Node>): boolean {
  const node = unwrapped(expression)
  const inner = (each: Node) => doesNothing(each, declaring)
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true
    case 'CallExpression':
      return declaring.has(node)
    case 'MemberExpression':
      return inner(node.object) && (!node.computed || inner(node.property))
    case 'TemplateLiteral':
      return node.expressions.every(inner)
    case 'BinaryExpression':
    case 'LogicalExpression':
      return inner(node.left) && inner(node.right)
    case 'ArrayExpression':
      return node.elements.every((each) => each === null || inner(each))
    case 'SpreadElement':
      return inner(node.argument)
    case 'ObjectExpression':
      return node.properties.every((each) => (each.type === 'Property' ? inner(each.key) && inner(each.value) : inner(each)))
    default:
      return false
  }
}
