import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Project } from '@sallyport/project'
import type { FoundSecret } from '../finding/found-secrets.ts'
import { stackName } from '../finding/stack-name.ts'
import { wordsOf } from '../finding/words.ts'

/**
 * Names of its own for a secret, the best first: `{stage}/charge/payments-api-key`, under the project's name where several functions have it;
 * with its template's name for one that another function of that name has with another value.
 */
export function ownNames({ variables }: FoundSecret, project: Project, isParameter: boolean): [string, string] {
  const [first] = variables
  const functions = new Set(variables.map(({ function: { name } }) => name))
  const owner = functions.size > 1 || first.isGlobal ? projectName(project) : first.function.name
  const named = (by: string) => `${isParameter ? '/' : ''}{stage}/${slug(by)}/${slug(first.variable)}`
  return [named(owner), named(`${stackName(first.function)}-${owner}`)]
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
