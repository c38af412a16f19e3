import { gitIgnored } from './git-ignored.ts'
import type { VariableUse } from './variable-uses.ts'

/** The files that git leaves out, as what a build makes of something else, though not their functions' templates with them. */
export async function leftOutFiles(
  uses: readonly VariableUse[],
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlySet<string>> {
  const asked = uses.flatMap(({ file, readers }) => [file, ...readers.map(({ inTemplate }) => inTemplate.file)])
  const ignored = await gitIgnored(root, [...new Set(asked)], env)
  const isLeftOut = ({ file, readers }: VariableUse) => ignored.has(file) && !readers.some(({ inTemplate }) => ignored.has(inTemplate.file))
  return new Set(uses.filter(isLeftOut).map(({ file }) => file))
}

/** The source file beside which each file's secrets are declared: itself, or the entry that imports it where git leaves it out. */
export function declaringSources(uses: readonly VariableUse[], leftOut: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(uses.map(({ file, readers: [reader] }) => [file, leftOut.has(file) ? (reader?.code?.function.entry ?? file) : file]))
}
