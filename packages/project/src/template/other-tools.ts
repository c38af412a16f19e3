import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NotRead } from './functions/not-read.ts'

/** Tools whose files say what a project's functions are, by a file's name. */
const tools: readonly { readonly tool: string; readonly file: RegExp }[] = [
  { tool: 'the Serverless Framework', file: /^serverless\.(ya?ml|json|[cm]?[jt]s)$/ },
  { tool: 'Terraform', file: /\.tf(\.json)?$/ },
  { tool: 'SST', file: /^sst\.config\.[cm]?[jt]s$/ },
  { tool: 'Pulumi', file: /^Pulumi\.ya?ml$/ },
  { tool: 'Architect', file: /^(app|\.)\.?arc$/ },
  { tool: 'Amplify', file: /^amplify$/ },
]

/** Files of tools that are not read yet: said, so that nobody waits for their functions. */
export function otherToolsIn(folder: string): NotRead[] {
  const names = readdirSync(folder).sort()
  return tools.flatMap(({ tool, file }) => {
    const found = names.find((name) => file.test(name))
    return found === undefined
      ? []
      : [{ file: join(folder, found), line: 1, reason: `files of ${tool} are not read yet: name the functions in sallyport.config.ts` }]
  })
}
