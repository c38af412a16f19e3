import { childrenOf, type Node, type SyntaxTree } from './syntax-tree.ts'

/** How a file is written, so that a line can be added that looks like its own. */
export interface WrittenStyle {
  readonly quote: "'" | '"'
  /** `;` or nothing. */
  readonly semicolon: ';' | ''
  readonly lineBreak: '\n' | '\r\n'
  readonly modules: 'esm' | 'cjs'
  /** What relative imports end in: `.js`, `.ts`, nothing; `undefined` where there is none to tell by. */
  readonly importEnding: string | undefined
}

/** The style of a file, by what most of it has; `isEsm` where the file itself does not tell which modules it has. */
export function writtenStyle({ program, source }: SyntaxTree, isEsm: boolean): WrittenStyle {
  const nodes = nodesIn(program)
  const texts = nodes.filter(isText)
  const ended = nodes.filter(({ type }) => statements.has(type)).map(({ end }) => source[end - 1] === ';')
  return {
    quote: isMost(
      texts.map(({ start }) => source[start]),
      '"',
    )
      ? '"'
      : "'",
    semicolon: isMost(ended, true) ? ';' : '',
    lineBreak: source.includes('\r\n') ? '\r\n' : '\n',
    modules: modulesOf({ program, source }) ?? (isEsm ? 'esm' : 'cjs'),
    importEnding: importEnding(texts.map(({ value }) => value)),
  }
}

const statements = new Set(['ImportDeclaration', 'VariableDeclaration', 'ExpressionStatement', 'ReturnStatement', 'ExportAllDeclaration'])

/** All nodes of a file, JSX attributes aside, which have quotes of their own. */
function nodesIn(program: Node): Node[] {
  const nodes = [program]
  for (const node of nodes) if (node.type !== 'JSXAttribute') nodes.push(...childrenOf(node))
  return nodes
}

type Text = Node & { type: 'Literal'; value: string }

function isText(node: Node): node is Text {
  return node.type === 'Literal' && typeof node.value === 'string'
}

function isMost<T>(values: readonly T[], value: T): boolean {
  return values.filter((each) => each === value).length * 2 > values.length
}

/** Which modules a file has, where it tells. */
export function modulesOf({ program, source }: SyntaxTree): 'esm' | 'cjs' | undefined {
  const isModule = ({ type }: Node) => type === 'ImportDeclaration' || type.startsWith('Export')
  if (program.body.some(isModule)) return 'esm'
  return /\brequire\s*\(|\bexports\b/.test(source) ? 'cjs' : undefined
}

/** What the first relative path of a script ends in; `./data.json` tells nothing of scripts. */
function importEnding(texts: readonly string[]): string | undefined {
  const found = texts.map((text) => /^\.{1,2}\/(?:.*\/)?[^./]+(\.[cm]?[jt]sx?)?$/.exec(text)).find((match) => match !== null)
  return found === undefined ? undefined : (found[1] ?? '')
}
