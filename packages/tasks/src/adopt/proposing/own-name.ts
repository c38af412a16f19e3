import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Project } from '@sallyport/project'
import type { FoundSecret } from '../finding/found-secrets.ts'
import { stackName } from '../finding/stack-name.ts'
import { wordsOf } from '../finding/words.ts'

/**
 * A name of its own for a secret: `{stage}/charge/payments-api-key`, under the project's name where several functions have it; with the
 * stack's where a function of the same name in another stack of a CDK app has it already.
 * @param taken by each name the template whose function has it
 */
export function ownName({ variables }: FoundSecret, project: Project, isParameter: boolean, taken: ReadonlyMap<string, string>): string {
  const [first] = variables
  const functions = new Set(variables.map(({ function: { name } }) => name))
  const owner = functions.size > 1 || first.isGlobal ? projectName(project) : first.function.name
  const nameBy = (by: string) => `${isParameter ? '/' : ''}{stage}/${slug(by)}/${slug(first.variable)}`
  const holder = taken.get(nameBy(owner))
  const isOfOtherStack = first.function.template.cdkApp !== undefined && holder !== undefined && holder !== first.function.file
  return nameBy(isOfOtherStack ? `${stackName(first.function)}-${owner}` : owner)
}

function slug(name: string): string {
  return wordsOf(name).join('-') || 'secret'
}

/** The package's name without its scope, else the folder's. */
function projectName({ root }: Project): string {
  try {
    const written: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    if (typeof written === 'object' && written !== null && 'name' in written && typeof written.name === 'string')
      return written.name.replace(/^@[^/]*\//, '')
  } catch {
    // none, or one that npm itself will complain about
  }
  return basename(root)
}
