import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import MagicString from 'magic-string'
import { declaringCalls } from '../declaration/declaring-call.ts'
import { sourceFiles } from '../declaration/source-files.ts'
import { syntaxTreeOf } from '../source/syntax-tree.ts'

const annotation = '/* @__PURE__ */ '

/** The source with PURE before every declaring call, so that esbuild drops the secrets, and the kinds, that nothing uses. */
export function withPureAnnotations(file: string, source: string): string {
  const tree = syntaxTreeOf(file, source)
  if (tree === undefined) return source
  const edited = new MagicString(source)
  for (const { call, around } of declaringCalls(tree)) {
    const parent = around.at(-1)
    // before `text('a').get()` the comment would speak of get
    const isCallee = parent?.type === 'MemberExpression' || parent?.type === 'CallExpression' || parent?.type === 'TaggedTemplateExpression'
    const isArgument = parent?.type === 'CallExpression' && parent.arguments.some((each) => each === call)
    if (!isCallee || isArgument) edited.appendLeft(call.start, annotation)
  }
  return edited.toString()
}

export const pureAnnotations: Plugin = {
  name: 'sallyport-pure',
  setup({ onLoad }) {
    onLoad({ filter: sourceFiles, namespace: 'file' }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      return source.includes('sallyport') ? { contents: withPureAnnotations(path, source), loader: 'default' } : undefined
    })
  },
}
